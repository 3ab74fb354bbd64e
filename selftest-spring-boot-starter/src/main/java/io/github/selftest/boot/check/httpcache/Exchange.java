package io.github.selftest.boot.check.httpcache;

import java.util.Optional;

/**
 * A request and what came of it.
 *
 * @param probe why it was sent
 * @param detail what tells it from others of the same probe: the name of the varied
 * header, otherwise nothing
 * @param method the method
 * @param path the path with its query
 * @param request the lines of the head that was sent
 * @param outcome what came of it
 */
record Exchange(Probe probe, String detail, String method, String path, Fields request, Outcome outcome) {

	Exchange(Probe probe, String method, String path, Fields request, Outcome outcome) {
		this(probe, "", method, path, request, outcome);
	}

	Optional<Response> response() {
		return (this.outcome instanceof Response response) ? Optional.of(response) : Optional.empty();
	}

	Optional<Failure> failure() {
		return (this.outcome instanceof Failure failure) ? Optional.of(failure) : Optional.empty();
	}

	boolean isHead() {
		return this.method.equals("HEAD");
	}

	/**
	 * Return the name of the probe for people.
	 */
	String name() {
		return this.detail.isEmpty() ? this.probe.code() : this.probe.code() + ":" + this.detail;
	}

}
