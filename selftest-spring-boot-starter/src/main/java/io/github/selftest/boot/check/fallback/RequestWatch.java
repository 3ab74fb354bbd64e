package io.github.selftest.boot.check.fallback;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

import io.github.selftest.api.synthetic.SyntheticContext;

/**
 * The requests of this service to itself that are proofs, told from all others by the key
 * that nobody else has and by their runs.
 */
final class RequestWatch {

	private static final String OWN_KEY = "self";

	private final AtomicLong number = new AtomicLong();

	private final Map<String, Queue<String>> touched = new ConcurrentHashMap<>();

	/**
	 * Begin to watch a request.
	 * @return the run that it has to bear
	 */
	String begin() {
		String run = "fallback-proof-" + this.number.incrementAndGet();
		this.touched.put(run, new ConcurrentLinkedQueue<>());
		return run;
	}

	/**
	 * Take note of an event on the calling thread.
	 * @param instance what published it
	 * @return whether it is one of a proof
	 */
	boolean seen(String instance) {
		if (this.touched.isEmpty() || !SyntheticContext.isActive()) {
			return false;
		}
		return SyntheticContext.current()
			.filter((context) -> context.keyId().equals(OWN_KEY))
			.flatMap(SyntheticContext::runId)
			.map(this.touched::get)
			.filter((ofRun) -> ofRun.add(instance))
			.isPresent();
	}

	/**
	 * End the watch.
	 * @param run the run of the request
	 * @return what has recorded something of it
	 */
	Queue<String> end(String run) {
		Queue<String> ofRun = this.touched.remove(run);
		return (ofRun != null) ? ofRun : new ConcurrentLinkedQueue<>();
	}

}
