package io.github.selftest.benchmarks.checks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Groups;
import io.github.selftest.api.Measurement;
import io.github.selftest.benchmarks.host.CheckWork;

/**
 * Finds that all is well, and counts the time that this took.
 */
final class TrivialCheck implements Check {

	private static final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

	private final CheckDefinition definition;

	private final CheckWork work;

	TrivialCheck(int number, CheckWork work) {
		this.definition = CheckDefinition.builder("trivial" + number).groups(Groups.CONTINUOUS).build();
		this.work = work;
	}

	@Override
	public CheckDefinition definition() {
		return this.definition;
	}

	@Override
	public CheckResult run(CheckContext context) {
		long start = threads.getCurrentThreadCpuTime();
		CheckResult result = CheckResult.of(Finding.pass("trivial.well", "All is well"))
			.with(Measurement.of("answer", 42, "count"));
		this.work.add(threads.getCurrentThreadCpuTime() - start);
		return result;
	}

}
