package io.github.selftest.boot.check.health;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.boot.check.BuiltInCheck;

/**
 * Asks one health indicator. Its details and the messages of its exceptions may hold
 * secrets, so they are not published; Actuator shows the details to those who may see
 * them.
 */
final class HealthCheck implements BuiltInCheck {

	private static final Logger logger = LoggerFactory.getLogger(HealthCheck.class);

	private final CheckDefinition definition;

	private final String path;

	private final HealthIndicator indicator;

	private final StatusMeaning meaning;

	HealthCheck(String id, String path, HealthIndicator indicator, boolean local, HealthCheckProperties properties,
			StatusMeaning meaning) {
		CheckDefinition.Builder definition = CheckDefinition.builder(id)
			.title("Health: " + path)
			.kind("health")
			.groups(properties.groups().toArray(String[]::new))
			.deadline(properties.deadline());
		this.definition = (local ? definition.local() : definition).build();
		this.path = path;
		this.indicator = indicator;
		this.meaning = meaning;
	}

	@Override
	public CheckDefinition definition() {
		return this.definition;
	}

	@Override
	public CheckResult run(CheckContext context) {
		return CheckResult.of(finding());
	}

	private Finding finding() {
		Health health;
		try {
			// with details, which may tell why it is down; they stay here
			health = this.indicator.health(true);
		}
		catch (LinkageError ex) {
			throw ex;
		}
		catch (Throwable ex) {
			return NoCaller.isCauseOf(ex) ? needsCaller() : threw(ex);
		}
		if (health != null && NoCaller.isCauseOf(health)) {
			return needsCaller();
		}
		return (health != null) ? finding(health.getStatus())
				: Finding.inconclusive("health.no-answer", "Health indicator '%s' returned null".formatted(this.path))
					.withRemedy("Return a 'Health'");
	}

	private Finding needsCaller() {
		return Finding
			.inconclusive("health.needs-caller",
					"Health indicator '%s' works only inside a request or for a signed-in user".formatted(this.path))
			.withRemedy("Add '%s' to 'selftest.check.health.exclude', or let it do without".formatted(this.path));
	}

	private Finding threw(Throwable ex) {
		logger.warn("Health indicator '{}' threw", this.path, ex);
		return Finding
			.fail("health.threw", "Health indicator '%s' threw %s".formatted(this.path, ex.getClass().getName()))
			.withValues(ex.getClass().getSimpleName(), "a status")
			.withRemedy("Extend 'AbstractHealthIndicator', which makes an exception DOWN; see the log");
	}

	private Finding finding(Status status) {
		String code = status.getCode();
		String message = "Health indicator '%s' is %s".formatted(this.path, printable(code));
		if (Status.UP.equals(status)) {
			return Finding.pass("health.up", message);
		}
		if (Status.UNKNOWN.equals(status)) {
			// as Actuator, which answers it with 200: some of Spring Cloud never know
			return Finding.warn("health.unknown", message)
				.withValues(code, Status.UP.getCode())
				.withRemedy("Let it say UP or DOWN; if it never knows, add '%s' to 'selftest.check.health.exclude'"
					.formatted(this.path));
		}
		if (Status.DOWN.equals(status) || Status.OUT_OF_SERVICE.equals(status)) {
			return Finding.fail("health.down", message)
				.withValues(code, Status.UP.getCode())
				.withRemedy("See the details in '/actuator/health/%s'".formatted(this.path));
		}
		return custom(status, message);
	}

	private Finding custom(Status status, String message) {
		String code = printable(status.getCode());
		if (this.meaning.isServedAsError(status)) {
			return Finding.fail("health.custom-status", message).withValues(code, Status.UP.getCode());
		}
		if (this.meaning.isDropped(status)) {
			return Finding
				.warn("health.unordered-status", message + ", which Actuator drops beside an indicator that is UP")
				.withValues(code, "a status in 'management.endpoint.health.status.order'")
				.withRemedy("Add '%s' to 'management.endpoint.health.status.order'".formatted(code));
		}
		return Finding.warn("health.custom-status", message).withValues(code, Status.UP.getCode());
	}

	private static String printable(@Nullable String code) {
		return (code != null && code.matches("[A-Za-z0-9_.-]{1,40}")) ? code : "a status that can't be shown";
	}

}
