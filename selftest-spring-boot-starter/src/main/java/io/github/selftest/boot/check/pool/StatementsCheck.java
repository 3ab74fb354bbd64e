package io.github.selftest.boot.check.pool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Groups;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.Severity;
import io.github.selftest.boot.check.BuiltInCheck;
import io.github.selftest.boot.check.pool.StatementTimes.Statements;

/**
 * Compares the times of the statements that users caused with their objective, and counts
 * those that threw.
 */
final class StatementsCheck implements BuiltInCheck {

	private static final int ENOUGH = 20;

	private final CheckDefinition definition;

	private final StatementTimes times;

	private final PoolCheckProperties properties;

	private final Map<String, Counts> before = new HashMap<>();

	StatementsCheck(StatementTimes times, PoolCheckProperties properties) {
		this.definition = CheckDefinition.builder("poolStatements")
			.title("Times and errors of SQL statements")
			.kind("pool")
			.groups(Groups.CONTINUOUS)
			.severity(Severity.DEGRADING)
			.build();
		this.times = times;
		this.properties = properties;
	}

	@Override
	public CheckDefinition definition() {
		return this.definition;
	}

	@Override
	public CheckResult run(CheckContext context) {
		List<Finding> findings = new ArrayList<>();
		List<Measurement> measurements = new ArrayList<>();
		new TreeMap<>(this.times.byDataSource()).forEach((name, statements) -> {
			slow(name, statements, findings, measurements);
			errors(name, statements, findings, measurements);
		});
		if (findings.isEmpty()) {
			findings.add(Finding.inconclusive("pool.few-samples", "Too few statements were observed to judge them"));
		}
		return CheckResult.of(findings, measurements);
	}

	private void slow(String name, Statements statements, List<Finding> findings, List<Measurement> measurements) {
		if (statements.times().count() < ENOUGH) {
			return;
		}
		double[] times = statements.times().percentiles(0.5, 0.95, 0.99);
		if (measurements.isEmpty()) {
			long limit = this.properties.queryLimit().toMillis();
			measurements.add(Measurement.of("statementP95", times[1], "ms").withLimit((double) limit));
			measurements.add(Measurement.of("statementP50", times[0], "ms"));
			measurements.add(Measurement.of("statementP99", times[2], "ms"));
		}
		String message = "95 %% of the statements of data source '%s' took %.0f ms or less".formatted(printable(name),
				times[1]);
		if (times[1] <= this.properties.queryLimit().toMillis()) {
			findings.add(Finding.pass("pool.statements-slow", message));
			return;
		}
		boolean isAlarm = times[1] > this.properties.queryAlert().toMillis();
		findings.add((isAlarm ? Finding.fail("pool.statements-slow", message)
				: Finding.warn("pool.statements-slow", message))
			.withValues("%.0f ms".formatted(times[1]),
					"at most %d ms (fails beyond %d ms)".formatted(this.properties.queryLimit().toMillis(),
							this.properties.queryAlert().toMillis()))
			.withRemedy("Look for missing indexes and locks, and at the load of the server"));
	}

	private void errors(String name, Statements statements, List<Finding> findings, List<Measurement> measurements) {
		Counts now = new Counts(statements.count(), statements.errors());
		Counts last = this.before.getOrDefault(name, new Counts(0, Map.of()));
		long count = now.count() - last.count();
		Map<String, Long> errors = new TreeMap<>();
		for (Map.Entry<String, Long> error : now.errors().entrySet()) {
			long more = error.getValue() - last.errors().getOrDefault(error.getKey(), 0L);
			if (more > 0) {
				errors.put(error.getKey(), more);
			}
		}
		long sum = errors.values().stream().mapToLong(Long::longValue).sum();
		if (count < ENOUGH) {
			// they are judged together with those to come
			return;
		}
		this.before.put(name, now);
		double share = (double) sum / count;
		measurements.add(Measurement.of("statementErrors", share, "ratio").withLimit(this.properties.errorLimit()));
		if (share > this.properties.errorLimit()) {
			findings.add(Finding
				.warn("pool.statement-errors",
						"Of %d statements of data source '%s' %d threw".formatted(count, printable(name), sum))
				.withValues("by class of SQLSTATE: " + errors,
						"at most %.1f %%".formatted(this.properties.errorLimit() * 100))
				.withRemedy(
						"08 is the connection, 23 a constraint, 40 a deadlock, 42 the statement, 53 and 57 the server"));
		}
	}

	private static String printable(String name) {
		return name.matches("[A-Za-z0-9_.-]{1,60}") ? name : "unnamed";
	}

	/**
	 * How many there had been.
	 *
	 * @param count statements
	 * @param errors those that threw, by class of SQLSTATE
	 */
	private record Counts(long count, Map<String, Long> errors) {

	}

}
