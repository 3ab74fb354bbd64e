package io.github.selftest.boot.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The memory that the engine holds on to, whatever checks return.
 */
@Tag("slow")
class MemoryTests {

	private static final int CHECKS = 1000;

	private final EngineFixture fixture = new EngineFixture().withoutSchedule();

	@Test
	void staysWithinItsBudget() {
		for (int i = 0; i < CHECKS; i++) {
			this.fixture.with(ScriptedCheck.of(CheckDefinition.builder("c" + i).groups("deep"), (context) -> large()));
		}
		SelfTestEngine engine = this.fixture.ready();
		run(engine);
		long before = usedBytes();
		for (int run = 0; run < 60; run++) {
			run(engine);
		}
		long after = usedBytes();
		assertThat(engine.history("c0")).hasSizeGreaterThan(3);
		assertThat(engine.check("c0").orElseThrow().status()).isEqualTo(Status.FAIL);
		assertThat(after - before).isLessThan(8 * 1024 * 1024);
	}

	private void run(SelfTestEngine engine) {
		CompletableFuture<Verdict> run = engine.run("deep", Duration.ZERO);
		this.fixture.settle(engine);
		assertThat(run).isDone();
		this.fixture.completions.clear();
		this.fixture.groupCompletions.clear();
	}

	/**
	 * A result of about 200 KB.
	 */
	private static CheckResult large() {
		List<Finding> findings = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			findings
				.add(Finding.fail("custom.large", text('m')).withValues(text('o'), text('e')).withRemedy(text('r')));
		}
		return CheckResult.of(findings, List.of());
	}

	private static String text(char c) {
		return String.valueOf(c).repeat(500);
	}

	private static long usedBytes() {
		for (int i = 0; i < 3; i++) {
			System.gc();
		}
		Runtime runtime = Runtime.getRuntime();
		return runtime.totalMemory() - runtime.freeMemory();
	}

}
