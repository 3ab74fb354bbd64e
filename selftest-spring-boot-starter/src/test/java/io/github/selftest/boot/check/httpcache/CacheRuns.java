package io.github.selftest.boot.check.httpcache;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckProvider;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;
import io.github.selftest.boot.check.TestCheckContext;

/**
 * Runs checks of this kind without an engine.
 */
final class CacheRuns {

	private CacheRuns() {
	}

	static CheckResult run(ApplicationContext service, String id) throws Exception {
		return run(check(service, id), service.getEnvironment());
	}

	static CheckResult run(Check check, Environment environment) throws Exception {
		TestCheckContext context = TestCheckContext.of(check.definition()).withServiceOf(environment);
		try {
			return check.run(context);
		}
		finally {
			context.cleanUp();
		}
	}

	static Check check(ApplicationContext service, String id) throws Exception {
		for (Check check : checks(service)) {
			if (check.definition().id().equals(id)) {
				return check;
			}
		}
		throw new AssertionError("no check '%s' in %s".formatted(id, ids(service)));
	}

	static List<String> ids(ApplicationContext service) throws Exception {
		return checks(service).stream().map((check) -> check.definition().id()).toList();
	}

	static Stream<Finding> of(CheckResult result, String rule) {
		return result.findings().stream().filter((finding) -> finding.code().equals("http-cache." + rule));
	}

	static List<String> bad(CheckResult result) {
		return result.findings()
			.stream()
			.filter((finding) -> finding.status() != Status.PASS)
			.map((finding) -> finding.status() + " " + finding.code().substring("http-cache.".length()))
			.distinct()
			.toList();
	}

	private static List<Check> checks(ApplicationContext service) throws Exception {
		List<Check> checks = new ArrayList<>(service.getBeansOfType(Check.class).values());
		for (CheckProvider provider : service.getBeansOfType(CheckProvider.class).values()) {
			checks.addAll(provider.checks());
		}
		return checks;
	}

}
