package io.github.selftest.boot.check.security;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.LoopbackClient;
import io.github.selftest.api.Measurement;
import io.github.selftest.boot.check.StaticChecks;
import io.github.selftest.boot.check.TestCheckContext;

/**
 * Runs the checks of a service, without an engine.
 */
final class SecurityRuns {

	private SecurityRuns() {
	}

	static List<Check> checks(ApplicationContext service) {
		return Stream
			.concat(service.getBeanProvider(StaticChecks.class).orderedStream().flatMap((all) -> all.checks().stream()),
					service.getBeanProvider(Check.class).orderedStream())
			.toList();
	}

	static List<String> ids(ApplicationContext service) {
		return checks(service).stream().map((check) -> check.definition().id()).sorted().toList();
	}

	static Check check(ApplicationContext service, String id) {
		return checks(service).stream()
			.filter((check) -> check.definition().id().equals(id))
			.findFirst()
			.orElseThrow(() -> new AssertionError("no check '%s' but %s".formatted(id, ids(service))));
	}

	static CheckResult run(ApplicationContext service, String id) {
		return run(service, id, Clock.systemUTC());
	}

	static CheckResult run(ApplicationContext service, String id, Clock clock) {
		Check check = check(service, id);
		TestCheckContext context = TestCheckContext.of(check.definition()).withServiceOf(service.getEnvironment());
		try {
			return check.run(new AtTime(context, clock));
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	static CheckResult look(SettingRule rule) {
		TestCheckContext context = TestCheckContext.ofKind("security");
		rule.look(new RuleReport(context, new IgnoredRules(List.of())));
		return context.result();
	}

	static List<Finding> of(CheckResult result, SecurityRule rule) {
		return result.findings().stream().filter((finding) -> finding.code().equals(rule.code())).toList();
	}

	static Finding only(CheckResult result, SecurityRule rule) {
		List<Finding> findings = of(result, rule);
		if (findings.size() != 1) {
			throw new AssertionError("expected one finding of %s in %s".formatted(rule, result));
		}
		return findings.get(0);
	}

	/**
	 * Return all that is published of a result.
	 */
	static String text(CheckResult result) {
		return result.findings()
			.stream()
			.map((finding) -> String.join("\n", finding.toString(), String.valueOf(finding.observed()),
					String.valueOf(finding.expected()), String.valueOf(finding.remedy())))
			.collect(Collectors.joining("\n")) + result.measurements();
	}

	/**
	 * A run at another time.
	 *
	 * @param run the run
	 * @param clock the time
	 */
	private record AtTime(TestCheckContext run, Clock clock) implements CheckContext {

		@Override
		public CheckDefinition definition() {
			return this.run.definition();
		}

		@Override
		public Duration remaining() {
			return this.run.remaining();
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
			this.run.record(finding);
		}

		@Override
		public void record(Measurement measurement) {
			this.run.record(measurement);
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

}
