package io.github.selftest.benchmarks;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * Pairs of costs: what is measured, and what it is measured against.
 */
final class Costs {

	private final Pairs server = new Pairs();

	private final Pairs process = new Pairs();

	private final Pairs rate = new Pairs();

	private final Report report;

	Costs(Report report) {
		this.report = report;
	}

	void add(Cost measured, Cost against) {
		add(Half.WITH, measured);
		add(Half.WITHOUT, against);
	}

	private void add(Half half, Cost cost) {
		this.server.add(half, cost.server());
		this.process.add(half, cost.process());
		this.rate.add(half, cost.rate());
	}

	void report(String name, @Nullable Target serverTarget, @Nullable Target rateTarget) throws IOException {
		this.report.ratio(name + ", CPU of the server per request", this.server, serverTarget);
		this.report.ratio(name + ", CPU of the process per request", this.process, null);
		this.report.ratio(name + ", requests in a second", this.rate, rateTarget);
	}

	void reportValues(String measured, String against) throws IOException {
		this.report.value(measured + ", CPU of the server per request", "us", this.server.of(Half.WITH), null);
		this.report.value(against + ", CPU of the server per request", "us", this.server.of(Half.WITHOUT), null);
		this.report.value(measured + ", rate", "/s", this.rate.of(Half.WITH), null);
		this.report.value(against + ", rate", "/s", this.rate.of(Half.WITHOUT), null);
	}

}
