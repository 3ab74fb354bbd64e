package io.github.selftest.boot.history;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckProvider;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.LoopbackClient;
import io.github.selftest.boot.engine.EngineHost;
import io.github.selftest.boot.engine.EngineListener;
import io.github.selftest.boot.engine.EngineSettings;
import io.github.selftest.boot.engine.GroupPlan;
import io.github.selftest.boot.engine.SelfTestEngine;
import io.github.selftest.boot.engine.SystemEngineClock;

/**
 * Engines with one check, {@code broken}, that runs on request.
 */
final class Engines implements EngineHost {

	private Engines() {
	}

	static SelfTestEngine started() {
		GroupPlan group = new GroupPlan("deep", null, Duration.ofMinutes(1), Set.of(), null, 1, 1, false);
		SelfTestEngine engine = new SelfTestEngine(new EngineSettings(false, "instance", List.of(group), Map.of()),
				new SystemEngineClock(), new Engines());
		engine.start();
		engine.ready();
		return engine;
	}

	static void run(SelfTestEngine engine) throws Exception {
		engine.run("deep", Duration.ZERO).get(30, TimeUnit.SECONDS);
	}

	static int runs(SelfTestEngine engine) {
		return engine.history("broken").size();
	}

	@Override
	public Collection<? extends Check> checks() {
		return List.of(new Check() {

			@Override
			public CheckDefinition definition() {
				return CheckDefinition.builder("broken").groups("deep").build();
			}

			@Override
			public CheckResult run(CheckContext context) {
				return CheckResult.of(Finding.fail("custom.broken", "it is broken"));
			}

		});
	}

	@Override
	public List<CheckProvider> providers() {
		return List.of();
	}

	@Override
	public boolean isBuiltIn(Check check) {
		return false;
	}

	@Override
	public LoopbackClient loopback(CheckContext run) {
		throw new UnsupportedOperationException("no connector in this test");
	}

	@Override
	public List<EngineListener> listeners() {
		return List.of();
	}

}
