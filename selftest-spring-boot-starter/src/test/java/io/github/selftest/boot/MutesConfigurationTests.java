package io.github.selftest.boot;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.selftest.boot.check.LoopbackAutoConfiguration;
import io.github.selftest.boot.check.SelfTestConfigurationException;
import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.engine.Mute;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what the configuration mutes.
 */
class MutesConfigurationTests {

	private final Instant soon = Instant.now().plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LoopbackAutoConfiguration.class, SelfTestAutoConfiguration.class))
		.withPropertyValues("selftest.mutes.migration.groups=continuous",
				"selftest.mutes.migration.reason=new database", "selftest.mutes.migration.author=ada",
				"selftest.mutes.migration.until=" + this.soon);

	@Test
	void mutesFromTheStart() {
		this.contextRunner.run((context) -> {
			Mute mute = context.getBean(Engine.class).mutes().get(0);
			assertThat(mute.id()).isEqualTo("migration");
			assertThat(mute.subject()).isEqualTo("group 'continuous'");
			assertThat(mute.until()).isEqualTo(this.soon);
			assertThat(mute.configured()).isTrue();
		});
	}

	@Test
	void takesATimeWithAnyOffset() {
		this.contextRunner
			.withPropertyValues("selftest.mutes.migration.until=" + this.soon.atOffset(ZoneOffset.ofHours(2)))
			.run((context) -> assertThat(context.getBean(Engine.class).mutes()).extracting(Mute::until)
				.containsExactly(this.soon));
	}

	@Test
	void startsWithOneThatIsOver() {
		this.contextRunner.withPropertyValues("selftest.mutes.migration.until=2020-01-31T18:00:00Z")
			.run((context) -> assertThat(context.getBean(Engine.class).mutes()).isEmpty());
	}

	@ParameterizedTest
	@CsvSource({ "until,tomorrow,until", "until,2999-01-01T00:00:00Z,until", "until,'',until", "reason,'',reason",
			"author,'',author", "groups,nope,groups", "groups,'',checks", "all,true,checks" })
	void saysWhatIsWrong(String field, String value, String named) {
		this.contextRunner.withPropertyValues("selftest.mutes.migration." + field + "=" + value)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOfSatisfying(SelfTestConfigurationException.class,
						(failure) -> assertThat(failure.property()).isEqualTo("selftest.mutes.migration." + named)));
	}

}
