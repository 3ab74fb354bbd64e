package io.github.selftest.boot.check.security;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;
import io.github.selftest.boot.check.SelfTestConfigurationException;
import io.github.selftest.boot.check.security.SecurityCheckProperties.Ignored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class IgnoredRulesTests {

	private static final Finding MISSING = Finding.warn("security.header-hsts", "There is none")
		.withValues("none", "one")
		.withRemedy("Set it");

	private final IgnoredRules rules = new IgnoredRules(
			List.of(new Ignored("header-hsts", "the gateway adds it", "2026-03-31"),
					new Ignored("header-hsts", "the old gateway added it", "2026-01-31")));

	@Test
	void passesUpToTheLastDay() {
		Finding finding = this.rules.applyTo(SecurityRule.HEADER_HSTS, MISSING, on("2026-03-31T23:59:59Z"));
		assertThat(finding.status()).isEqualTo(Status.PASS);
		assertThat(finding.code()).isEqualTo("security.header-hsts");
		assertThat(finding.message()).isEqualTo("There is none; ignored until 2026-03-31: the gateway adds it");
		assertThat(finding.observed()).isEqualTo("none");
		assertThat(finding.expected()).isEqualTo("one");
		assertThat(finding.remedy()).isEqualTo("Set it");
	}

	@Test
	void isBackOnTheDayAfterAndSaysSo() {
		Finding finding = this.rules.applyTo(SecurityRule.HEADER_HSTS, MISSING, on("2026-04-01T00:00:00Z"));
		assertThat(finding.status()).isEqualTo(Status.WARN);
		assertThat(finding.message()).isEqualTo("There is none; it was ignored until 2026-03-31");
		assertThat(finding.observed()).isEqualTo("none");
		assertThat(finding.remedy()).isEqualTo("Set it");
	}

	@Test
	void leavesOtherRulesAlone() {
		assertThat(this.rules.applyTo(SecurityRule.HEADER_NOSNIFF, MISSING, on("2026-03-31T00:00:00Z")))
			.isSameAs(MISSING);
	}

	@ParameterizedTest
	@CsvSource({ "header-htst, x, 2030-01-01, [1].rule", ", x, 2030-01-01, [1].rule",
			"answer-unclear, x, 2030-01-01, [1].rule", "header-hsts, , 2030-01-01, [1].reason",
			"header-hsts, ' ', 2030-01-01, [1].reason", "header-hsts, x, , [1].until",
			"header-hsts, x, 31.12.2030, [1].until" })
	void refusesWhatIsNotCompleteAndNamesIt(String rule, String reason, String until, String property) {
		List<Ignored> ignored = List.of(new Ignored("header-hsts", "x", "2030-01-01"),
				new Ignored(rule, reason, until));
		assertThatExceptionOfType(SelfTestConfigurationException.class).isThrownBy(() -> new IgnoredRules(ignored))
			.satisfies((ex) -> {
				assertThat(ex.property()).isEqualTo("selftest.check.security.ignore" + property);
				assertThat(ex.remedy()).isNotBlank();
			});
	}

	private static Clock on(String time) {
		return Clock.fixed(Instant.parse(time), ZoneOffset.UTC);
	}

}
