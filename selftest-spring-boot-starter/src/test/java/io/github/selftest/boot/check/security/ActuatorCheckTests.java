package io.github.selftest.boot.check.security;

import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.autoconfigure.beans.BeansEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.context.ShutdownEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.env.EnvironmentEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.info.InfoEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.logging.LoggersEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.management.HeapDumpWebEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;

import static org.assertj.core.api.Assertions.assertThat;

class ActuatorCheckTests {

	private static final String EXPOSE = "management.endpoints.web.exposure.include=";

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(EndpointAutoConfiguration.class, WebEndpointAutoConfiguration.class,
				EnvironmentEndpointAutoConfiguration.class, BeansEndpointAutoConfiguration.class,
				InfoEndpointAutoConfiguration.class, LoggersEndpointAutoConfiguration.class,
				ShutdownEndpointAutoConfiguration.class, HeapDumpWebEndpointAutoConfiguration.class,
				SecurityCheckAutoConfiguration.class))
		.withInitializer((context) -> context.getEnvironment().setConversionService(new ApplicationConversionService()))
		.withBean(LoggingSystem.class, () -> LoggingSystem.get(getClass().getClassLoader()));

	@Test
	void passesWithTheDefaultsOfBoot() {
		this.runner.run(seen((result) -> {
			assertThat(result.status()).isEqualTo(Status.PASS);
			assertThat(result.findings()).extracting(Finding::code)
				.containsExactly("security.actuator-wildcard", "security.actuator-data", "security.actuator-internals",
						"security.actuator-values", "security.actuator-writable");
		}));
	}

	@Test
	void warnsOfAWildcardAndNamesWhatItExposes() {
		this.runner.withPropertyValues(EXPOSE + "*").run(seen((result) -> {
			assertThat(SecurityRuns.only(result, SecurityRule.ACTUATOR_WILDCARD).status()).isEqualTo(Status.WARN);
			Finding internals = SecurityRuns.only(result, SecurityRule.ACTUATOR_INTERNALS);
			assertThat(internals.status()).isEqualTo(Status.WARN);
			assertThat(internals.observed()).isEqualTo("'beans', 'env'");
			assertThat(SecurityRuns.only(result, SecurityRule.ACTUATOR_WRITABLE).observed()).isEqualTo("'loggers'");
		}));
	}

	@Test
	void seesNoHeapDumpThatBootKeepsClosed() {
		this.runner.withPropertyValues(EXPOSE + "heapdump")
			.run(seen((result) -> assertThat(SecurityRuns.only(result, SecurityRule.ACTUATOR_DATA).status())
				.isEqualTo(Status.PASS)));
	}

	@Test
	void failsOnAHeapDumpThatIsOpened() {
		this.runner.withPropertyValues(EXPOSE + "heapdump", "management.endpoint.heapdump.access=unrestricted")
			.run(seen((result) -> {
				Finding finding = SecurityRuns.only(result, SecurityRule.ACTUATOR_DATA);
				assertThat(finding.status()).isEqualTo(Status.FAIL);
				assertThat(finding.observed()).isEqualTo("'heapdump'");
			}));
	}

	@Test
	void failsOnAnEndpointThatChangesTheService() {
		this.runner
			.withPropertyValues(EXPOSE + "loggers,shutdown", "management.endpoint.shutdown.access=unrestricted",
					"management.endpoint.loggers.access=read-only")
			.run(seen((result) -> {
				Finding finding = SecurityRuns.only(result, SecurityRule.ACTUATOR_WRITABLE);
				assertThat(finding.status()).isEqualTo(Status.FAIL);
				assertThat(finding.observed()).isEqualTo("'shutdown'");
			}));
	}

	@Test
	void seesTheAccessThatIsLeft() {
		this.runner.withPropertyValues(EXPOSE + "loggers", "management.endpoints.access.max-permitted=read-only")
			.run(seen((result) -> assertThat(SecurityRuns.only(result, SecurityRule.ACTUATOR_WRITABLE).status())
				.isEqualTo(Status.PASS)));
	}

	@ParameterizedTest
	@CsvSource({ "always, FAIL", "when-authorized, PASS", "never, PASS" })
	void failsOnValuesThatAreShownToAnybody(String show, Status expected) {
		this.runner
			.withPropertyValues(EXPOSE + "env", "management.endpoint.env.show-values=" + show,
					"shop.token=" + TestPages.SECRET)
			.run(seen((result) -> {
				assertThat(SecurityRuns.only(result, SecurityRule.ACTUATOR_VALUES).status()).isEqualTo(expected);
				assertThat(SecurityRuns.text(result)).doesNotContain(TestPages.SECRET);
			}));
	}

	@ParameterizedTest
	@ValueSource(strings = { "server.address=127.0.0.1|local.server.port=8080",
			"management.server.port=9000|management.server.address=::1|local.management.port=9000",
			"management.server.port=-1" })
	void passesWhereOnlyThisHostReachesThePort(String properties) {
		this.runner.withPropertyValues(EXPOSE + "*")
			.withPropertyValues(properties.split("\\|", -1))
			.run(seen((result) -> assertThat(result.status()).isEqualTo(Status.PASS)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "server.address=127.0.0.1", "server.address=0.0.0.0|local.server.port=8080",
			"server.address=127.0.0.1|local.server.port=8080|management.server.port=9000|local.management.port=9000" })
	void doesNotTakeAnotherAddressForThatOfThePort(String properties) {
		this.runner.withPropertyValues(EXPOSE + "*")
			.withPropertyValues(properties.split("\\|", -1))
			.run(seen((result) -> assertThat(result.status()).isEqualTo(Status.FAIL)));
	}

	@Test
	void letsOurOwnEndpointBeWritable() {
		this.runner.withBean(OurEndpoint.class)
			.withPropertyValues(EXPOSE + "selftest", "management.endpoint.selftest.access=unrestricted")
			.run(seen((result) -> assertThat(result.status()).isEqualTo(Status.PASS)));
	}

	@Test
	void passesWhereActuatorOffersNothing() {
		new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(SecurityCheckAutoConfiguration.class))
			.run(seen((result) -> assertThat(result.status()).isEqualTo(Status.PASS)));
	}

	private static ContextConsumer<AssertableWebApplicationContext> seen(Consumer<CheckResult> assertions) {
		return (service) -> assertions.accept(SecurityRuns.run(service, "securityActuator"));
	}

	@Endpoint(id = "selftest")
	static class OurEndpoint {

		@ReadOperation
		String read() {
			return "";
		}

		@WriteOperation
		String write() {
			return "";
		}

	}

}
