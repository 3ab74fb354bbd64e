package io.github.selftest.boot.check.httpcache;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * What was seen from inside while one request of a probe was answered.
 */
final class InsideView {

	private final Set<String> headersRead = new ConcurrentSkipListSet<>(String.CASE_INSENSITIVE_ORDER);

	private final AtomicInteger handlerCalls = new AtomicInteger();

	private volatile boolean sessionCreated;

	private volatile @Nullable Duration time;

	void headerRead(String name) {
		this.headersRead.add(name);
	}

	void sessionWasCreated() {
		this.sessionCreated = true;
	}

	void handlerCalled() {
		this.handlerCalls.incrementAndGet();
	}

	void took(Duration duration) {
		this.time = duration;
	}

	/**
	 * Return the names of the headers that code of the application has read.
	 */
	Set<String> headersRead() {
		Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
		names.addAll(this.headersRead);
		return names;
	}

	boolean isSessionCreated() {
		return this.sessionCreated;
	}

	/**
	 * Return how often a handler of Spring MVC was called.
	 */
	int handlerCalls() {
		return this.handlerCalls.get();
	}

	/**
	 * Return the time from the first filter and back, {@code null} if it is not known.
	 */
	@Nullable Duration time() {
		return this.time;
	}

}
