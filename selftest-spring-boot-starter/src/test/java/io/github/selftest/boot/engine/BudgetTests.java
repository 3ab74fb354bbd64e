package io.github.selftest.boot.engine;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.Status;

import static org.assertj.core.api.Assertions.assertThat;

class BudgetTests {

	@Test
	void aCheckHas64KilobytesAndAllHave8Megabytes() {
		assertThat(Budget.forChecks(0).bytesPerCheck()).isEqualTo(64 * 1024);
		assertThat(Budget.forChecks(128).bytesPerCheck()).isEqualTo(64 * 1024);
		assertThat(Budget.forChecks(1000).bytesPerCheck() * 1000).isLessThanOrEqualTo(8 * 1024 * 1024);
	}

	@Test
	void aLargeResultKeepsItsWorstFindingsAndItsStatus() {
		List<Finding> findings = new ArrayList<>();
		for (int i = 0; i < 99; i++) {
			findings.add(Finding.pass("custom.fine", "x".repeat(500)).withRemedy("y".repeat(500)));
		}
		findings.add(Finding.fail("custom.broken", "z".repeat(500)));
		Budget budget = Budget.forChecks(1000);
		CheckResult fit = budget.fit(CheckResult.of(findings, List.of(Measurement.of("latency", 1, "ms"))));
		assertThat(fit.status()).isEqualTo(Status.FAIL);
		assertThat(Budget.weight(fit)).isLessThanOrEqualTo(budget.bytesPerCheck() / 4);
		assertThat(fit.findings()).first().extracting(Finding::code).isEqualTo("custom.broken");
	}

	@Test
	void aResultThatFitsStaysAsItIs() {
		CheckResult result = CheckResult.of(Finding.pass("custom.fine", "fine"));
		assertThat(Budget.forChecks(1).fit(result)).isSameAs(result);
	}

}
