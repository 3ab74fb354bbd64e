package io.github.selftest.boot.check.httpcache;

import java.time.Clock;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.LoopbackClient;
import io.github.selftest.api.Measurement;

/**
 * A run of which nothing is recorded: what is asked on the way is no finding.
 *
 * @param run the run that it is part of
 */
record SilentRun(CheckContext run) implements CheckContext {

	@Override
	public CheckDefinition definition() {
		return this.run.definition();
	}

	@Override
	public Duration remaining() {
		return this.run.remaining();
	}

	@Override
	public Clock clock() {
		return this.run.clock();
	}

	@Override
	public LoopbackClient loopback() {
		return this.run.loopback();
	}

	@Override
	public @Nullable CheckResult previous() {
		return this.run.previous();
	}

	@Override
	public void record(Finding finding) {
		// nobody wants to know
	}

	@Override
	public void record(Measurement measurement) {
		// nobody wants to know
	}

	@Override
	public CheckResult result() {
		return this.run.result();
	}

	@Override
	public void onCleanup(Cleanup action) {
		this.run.onCleanup(action);
	}

}
