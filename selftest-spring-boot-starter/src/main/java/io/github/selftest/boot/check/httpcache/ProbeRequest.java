package io.github.selftest.boot.check.httpcache;

/**
 * A request of a probe that is about to be sent.
 *
 * @param probe why it is sent
 * @param detail what tells it from others of the same probe, otherwise nothing
 * @param method the method
 * @param path the path with its query
 * @param fields the lines that make the probe
 */
record ProbeRequest(Probe probe, String detail, String method, String path, Fields fields) {

	Exchange with(Outcome outcome) {
		return new Exchange(this.probe, this.detail, this.method, this.path, this.fields, outcome);
	}

}
