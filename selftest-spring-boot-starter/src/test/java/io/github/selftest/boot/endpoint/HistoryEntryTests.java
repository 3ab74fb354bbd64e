package io.github.selftest.boot.endpoint;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckProvider;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.LoopbackClient;
import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.CheckHistory;
import io.github.selftest.boot.engine.EngineHost;
import io.github.selftest.boot.engine.EngineListener;
import io.github.selftest.boot.engine.EngineSettings;
import io.github.selftest.boot.engine.GroupPlan;
import io.github.selftest.boot.engine.SelfTestEngine;
import io.github.selftest.boot.engine.SystemEngineClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for {@link HistoryEntry}.
 */
class HistoryEntryTests {

	private final SelfTestEngine engine = new SelfTestEngine(
			new EngineSettings(false, "instance",
					List.of(new GroupPlan("deep", null, Duration.ofMinutes(1), Set.of(), null, 1, 1, false)), Map.of()),
			new SystemEngineClock(), new Host());

	@AfterEach
	void stop() {
		this.engine.stop();
	}

	@Test
	void tellsWhatThePastComesTo() throws Exception {
		this.engine.start();
		this.engine.ready();
		for (int i = 0; i < 3; i++) {
			this.engine.run("deep", Duration.ZERO).get(30, TimeUnit.SECONDS);
		}
		CheckHistory history = this.engine.historyOf("flapping").orElseThrow();
		Map<String, Object> json = Samples.json(Json.bytes(HistoryEntry.of(history)));
		assertThat(json).contains(entry("flaky", false), entry("trend", "unknown"), entry("neverFailed", false),
				entry("recentMillis", 0.0), entry("usualMillis", 0.0), entry("alternations", 2));
		assertThat(Samples.object(json, "hour")).contains(entry("uptime", 0.6666), entry("reachability", 1.0),
				entry("missing", 0));
		assertThat(json.keySet()).containsExactly("hour", "day", "month", "flaky", "alternations", "trend",
				"recentMillis", "usualMillis", "neverFailed", "firstRun", "lastFailure");
	}

	@Test
	void onlyTheFullDocumentHasIt() {
		this.engine.start();
		CheckHistory history = this.engine.historyOf("flapping").orElseThrow();
		CheckDocument document = new CheckDocument("deep", Samples.report("flapping", Status.PASS), "ok",
				Who.compact(Samples.identity()), "stable", Samples.FINISHED_NANOS);
		assertThat(document.full(List.of(), history)).contains(entry("history", HistoryEntry.of(history)));
		assertThat(document.withoutDetails()).contains(entry("history", Map.of()));
		assertThat(document.compact(true)).contains(entry("history", Map.of()));
	}

	@Test
	void aCheckThatHasNotRunHasTheSameFields() {
		this.engine.start();
		Map<String, Object> json = Samples
			.json(Json.bytes(HistoryEntry.of(this.engine.historyOf("flapping").orElseThrow())));
		assertThat(json).contains(entry("neverFailed", false), entry("firstRun", ""), entry("lastFailure", ""));
		assertThat(Samples.object(json, "month")).contains(entry("uptime", 0.0), entry("reachability", 0.0),
				entry("runs", 0), entry("coveredSeconds", 0.0));
	}

	/**
	 * A host with a check that passes, fails and passes.
	 */
	private static final class Host implements EngineHost, Check {

		private final AtomicInteger runs = new AtomicInteger();

		@Override
		public CheckDefinition definition() {
			return CheckDefinition.builder("flapping").groups("deep").build();
		}

		@Override
		public CheckResult run(CheckContext context) {
			return CheckResult.of((this.runs.incrementAndGet() == 2) ? Finding.fail("custom.odd", "odd")
					: Finding.pass("custom.even", "even"));
		}

		@Override
		public Collection<? extends Check> checks() {
			return List.of(this);
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

}
