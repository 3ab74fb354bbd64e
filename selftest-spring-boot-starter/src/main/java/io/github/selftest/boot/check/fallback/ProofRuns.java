package io.github.selftest.boot.check.fallback;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

import io.github.selftest.api.synthetic.SyntheticContext;

/**
 * The proofs that are under way, told from all else by the key that nobody else has and
 * by their runs, on whichever thread has their context.
 */
final class ProofRuns {

	private static final String OWN_KEY = "self";

	private final AtomicLong number = new AtomicLong();

	private final Map<String, Watched> watched = new ConcurrentHashMap<>();

	/**
	 * Begin to watch a proof.
	 * @param shared what must record nothing of it
	 * @return the run that its context has to bear
	 */
	String begin(Set<Protection> shared) {
		String run = "fallback-proof-" + this.number.incrementAndGet();
		this.watched.put(run, new Watched(shared, new ConcurrentLinkedQueue<>()));
		return run;
	}

	/**
	 * Return the context for a proof that does not come by a request.
	 * @param run the run of the proof
	 * @return the context
	 */
	static SyntheticContext context(String run) {
		return SyntheticContext.of(OWN_KEY, run, null, null);
	}

	/**
	 * Take note of an event on the calling thread.
	 * @param protection what published it
	 * @param instance the name of that
	 */
	void seen(Protection protection, String instance) {
		if (this.watched.isEmpty() || !SyntheticContext.isActive()) {
			return;
		}
		SyntheticContext.current()
			.filter((context) -> context.keyId().equals(OWN_KEY))
			.flatMap(SyntheticContext::runId)
			.map(this.watched::get)
			.filter((proof) -> proof.shared().contains(protection))
			.ifPresent((proof) -> proof.touched().add(instance));
	}

	/**
	 * End the watch.
	 * @param run the run of the proof
	 * @return what has recorded something of it
	 */
	List<String> end(String run) {
		Watched proof = this.watched.remove(run);
		return (proof != null) ? List.copyOf(proof.touched()) : List.of();
	}

	/**
	 * A proof that is under way.
	 *
	 * @param shared what must record nothing of it
	 * @param touched what has
	 */
	private record Watched(Set<Protection> shared, Queue<String> touched) {

	}

}
