package io.github.selftest.boot.check.fallback;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.interceptor.ExposeInvocationInterceptor;

/**
 * The counts of all methods with a fallback, at most so many. Needs nothing, as the
 * aspects of Resilience4j are created before any other bean.
 */
final class FallbackTallies {

	private static final int MOST_METHODS = 200;

	private static final int MOST_MISSES = 100;

	private final FallbackTally others = new FallbackTally("other");

	private final Map<Class<?>, Map<Method, FallbackTally>> byMethod = new ConcurrentHashMap<>();

	private final Map<String, FallbackTally> byLabel = new ConcurrentHashMap<>();

	private final List<Consumer<FallbackTally>> listeners = new ArrayList<>();

	private volatile int misses;

	/**
	 * Return the call of a method that is being made on this thread.
	 * @return the call; {@code null} where Spring does not expose it
	 */
	@Nullable MethodInvocation current() {
		if (this.misses > MOST_MISSES) {
			return null; // woven without Spring: asking costs an exception
		}
		try {
			return ExposeInvocationInterceptor.currentInvocation();
		}
		catch (IllegalStateException ex) {
			missed();
			return null;
		}
	}

	/**
	 * Return the counts of all methods that have none of their own.
	 * @return the counts
	 */
	FallbackTally others() {
		return this.others;
	}

	FallbackTally of(Class<?> type, Method method) {
		Map<Method, FallbackTally> ofType = this.byMethod.get(type);
		FallbackTally tally = (ofType != null) ? ofType.get(method) : null;
		return (tally != null) ? tally : add(type, method);
	}

	Optional<FallbackTally> find(String label) {
		return Optional.ofNullable(this.byLabel.get(label));
	}

	synchronized Collection<FallbackTally> all() {
		return List.copyOf(this.byLabel.values());
	}

	/**
	 * Tell of all counts, those that are there and those that come.
	 * @param listener called once for each
	 */
	synchronized void forEach(Consumer<FallbackTally> listener) {
		this.byLabel.values().forEach(listener);
		this.listeners.add(listener);
	}

	private synchronized FallbackTally add(Class<?> type, Method method) {
		Class<?> written = BeanTypes.written(type);
		String label = GuardedMethod.label((written != null) ? written : method.getDeclaringClass(), method);
		FallbackTally tally = this.byLabel.get(label);
		if (tally == null) {
			tally = (this.byLabel.size() < MOST_METHODS) ? new FallbackTally(label) : this.others;
			if (this.byLabel.putIfAbsent(tally.label(), tally) == null) {
				FallbackTally added = tally;
				this.listeners.forEach((listener) -> listener.accept(added));
			}
		}
		this.byMethod.computeIfAbsent(type, (key) -> new ConcurrentHashMap<>()).put(method, tally);
		return tally;
	}

	private synchronized void missed() {
		this.misses++;
	}

}
