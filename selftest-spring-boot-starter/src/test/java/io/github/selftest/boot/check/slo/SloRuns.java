package io.github.selftest.boot.check.slo;

import java.util.Collection;
import java.util.Map;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckResult;
import io.github.selftest.boot.check.TestCheckContext;

/**
 * Runs checks of this kind without an engine.
 */
final class SloRuns {

	private SloRuns() {
	}

	static SloCheckProperties properties(Map<String, Object> properties) {
		return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("selftest.check.slo",
				SloCheckProperties.class);
	}

	static SloEvidenceProperties evidence(Map<String, Object> properties) {
		return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("selftest.slo",
				SloEvidenceProperties.class);
	}

	static CheckResult run(Check check) throws Exception {
		return check.run(TestCheckContext.of(check.definition()));
	}

	static Check find(Collection<Check> checks, String id) {
		return checks.stream().filter((check) -> check.definition().id().equals(id)).findFirst().orElseThrow();
	}

	static double measurement(CheckResult result, String name) {
		return result.measurements()
			.stream()
			.filter((measurement) -> measurement.name().equals(name))
			.findFirst()
			.orElseThrow()
			.value();
	}

}
