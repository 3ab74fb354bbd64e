package io.github.selftest.boot.check.health;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.ScopeNotActiveException;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.support.GenericWebApplicationContext;

import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;
import io.github.selftest.boot.check.TestCheckContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class HealthCheckTests {

	private static final HealthCheckProperties PROPERTIES = new HealthCheckProperties(true, Set.of(), false, Set.of(),
			Set.of("continuous"), Duration.ofSeconds(1));

	@Test
	void passesWhenUp() {
		assertThat(run(() -> Health.up().withDetail("password", "s3cret").build()).status()).isEqualTo(Status.PASS);
	}

	@Test
	void failsWhenDownOrOutOfService() {
		Finding down = finding(() -> Health.down(new IllegalStateException("s3cret")).build());
		assertThat(down.status()).isEqualTo(Status.FAIL);
		assertThat(down.code()).isEqualTo("health.down");
		assertThat(down.observed()).isEqualTo("DOWN");
		assertThat(down.expected()).isEqualTo("UP");
		assertThat(text(down)).doesNotContain("s3cret");
		assertThat(run(() -> Health.outOfService().build()).status()).isEqualTo(Status.FAIL);
	}

	@Test
	void warnsWhenUnknownAndIsInconclusiveWithoutAnswer() {
		Finding unknown = finding(() -> Health.unknown().build());
		assertThat(unknown.status()).isEqualTo(Status.WARN);
		assertThat(unknown.remedy()).contains("add 'a' to 'selftest.check.health.exclude'");
		assertThat(finding(nullIndicator()).code()).isEqualTo("health.no-answer");
	}

	@Test
	void failsWhenTheIndicatorThrows() {
		Finding threw = finding(() -> {
			throw new IllegalStateException("s3cret");
		});
		assertThat(threw.status()).isEqualTo(Status.FAIL);
		assertThat(threw.code()).isEqualTo("health.threw");
		assertThat(threw.remedy()).contains("AbstractHealthIndicator");
		assertThat(text(threw)).doesNotContain("s3cret");
	}

	@Test
	void isInconclusiveWhenItWorksOnlyInsideARequest() {
		Finding finding = finding(() -> {
			RequestContextHolder.currentRequestAttributes();
			return Health.up().build();
		});
		assertThat(finding.status()).isEqualTo(Status.INCONCLUSIVE);
		assertThat(finding.code()).isEqualTo("health.needs-caller");
		assertThat(finding.remedy()).contains("Add 'a' to 'selftest.check.health.exclude'");
	}

	@Test
	void isInconclusiveWhenItUsesABeanOfTheRequest() {
		try (GenericWebApplicationContext context = new GenericWebApplicationContext()) {
			context.registerBean("caller", Object.class, () -> "somebody",
					(definition) -> definition.setScope("request"));
			context.refresh();
			assertThat(finding(() -> Health.up().withDetail("caller", context.getBean("caller")).build()).code())
				.isEqualTo("health.needs-caller");
		}
	}

	@Test
	void isInconclusiveWhenItCaughtThatThereIsNoRequest() {
		assertThat(finding(new AbstractHealthIndicator() {

			@Override
			protected void doHealthCheck(Health.Builder builder) {
				builder.up().withDetail("caller", RequestContextHolder.currentRequestAttributes());
			}

		}).code()).isEqualTo("health.needs-caller");
		ScopeNotActiveException noScope = new ScopeNotActiveException("caller", "not active",
				new IllegalStateException());
		assertThat(finding(() -> Health.down(noScope).build()).code()).isEqualTo("health.needs-caller");
	}

	@Test
	void leavesALinkageErrorToTheEngine() {
		assertThatExceptionOfType(NoClassDefFoundError.class).isThrownBy(() -> run(() -> {
			throw new NoClassDefFoundError("gone");
		}));
	}

	@Test
	void warnsOfAStatusOfItsOwn() {
		assertThat(finding(() -> Health.status("DEGRADED").build()).status()).isEqualTo(Status.WARN);
		assertThat(finding(() -> Health.status("<b>\n").build()).message()).doesNotContain("<");
	}

	@Test
	void failsWhenActuatorAnswersTheStatusWithAnError() {
		StatusMeaning error = new StatusMeaning() {

			@Override
			public boolean isServedAsError(org.springframework.boot.health.contributor.Status status) {
				return true;
			}

			@Override
			public boolean isDropped(org.springframework.boot.health.contributor.Status status) {
				return false;
			}

		};
		HealthCheck check = new HealthCheck("healthA", "a", () -> Health.status("FATAL").build(), false, PROPERTIES,
				error);
		assertThat(check.run(TestCheckContext.ofKind("health")).status()).isEqualTo(Status.FAIL);
	}

	private static Finding finding(HealthIndicator indicator) {
		List<Finding> findings = run(indicator).findings();
		assertThat(findings).hasSize(1);
		return findings.get(0);
	}

	private static CheckResult run(HealthIndicator indicator) {
		return new HealthCheck("healthA", "a", indicator, true, PROPERTIES, StatusMeaning.UNKNOWN)
			.run(TestCheckContext.ofKind("health"));
	}

	@SuppressWarnings("NullAway") // what a careless indicator does
	private static HealthIndicator nullIndicator() {
		return () -> null;
	}

	private static String text(Finding finding) {
		return finding + " " + finding.observed() + finding.expected() + finding.remedy();
	}

}
