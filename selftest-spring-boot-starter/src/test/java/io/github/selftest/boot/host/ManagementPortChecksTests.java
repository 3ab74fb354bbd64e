package io.github.selftest.boot.host;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.Verdict;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A declared check of an Actuator endpoint, wherever Actuator answers.
 */
@Timeout(120)
class ManagementPortChecksTests {

	private static final String CHECK = "selftest.check.http.checks.actuatorAnswers.";

	private static final String[] PROPERTIES = { "selftest.schedule.enabled=false",
			CHECK + "request.path=/actuator/health", CHECK + "expect.status=200", CHECK + "groups=smoke" };

	@Test
	void findsActuatorOnTheMainPortBelowTheContextPath() throws Exception {
		try (Host host = start("management", "server.servlet.context-path=/shop")) {
			assertThat(actuatorAnswers(host)).isEqualTo(Status.PASS);
		}
	}

	@Test
	void findsActuatorOnAPortOfItsOwnBelowItsBasePath() throws Exception {
		try (Host host = start("management", "server.servlet.context-path=/shop", "management.server.port=0",
				"management.server.address=127.0.0.1", "management.server.base-path=/manage")) {
			assertThat(actuatorAnswers(host)).isEqualTo(Status.PASS);
		}
	}

	@Test
	void missesActuatorWhenAskedOnTheWrongPort() throws Exception {
		try (Host host = start("server", "management.server.port=0", "management.server.address=127.0.0.1")) {
			assertThat(actuatorAnswers(host)).isEqualTo(Status.FAIL);
		}
	}

	private static Host start(String port, String... properties) {
		return Host.start(PlainService.class,
				Host.with(CHECK + "request.port=" + port, Host.concat(PROPERTIES, properties)));
	}

	private static Status actuatorAnswers(Host host) throws Exception {
		Verdict verdict = host.run("smoke");
		return verdict.checks()
			.stream()
			.filter((check) -> check.definition().id().equals("actuatorAnswers"))
			.findFirst()
			.orElseThrow()
			.status();
	}

}
