package io.github.selftest.boot.endpoint.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.selftest.api.Severity;
import io.github.selftest.api.Status;
import io.github.selftest.boot.endpoint.PublicReason;
import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.engine.Verdict;

/**
 * Whether a load balancer should send requests to this instance: what the checks say that
 * are about this instance alone, whether the engine still looks, and the groups that the
 * user adds. Answered from memory.
 */
final class InstanceHealth {

	static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

	private static final Logger logger = LoggerFactory.getLogger(InstanceHealth.class);

	private final Engine engine;

	private final List<String> groups;

	InstanceHealth(Engine engine, List<String> groups) {
		this.engine = engine;
		this.groups = groups;
	}

	Answer answer() {
		try {
			return known().orElseGet(() -> new Answer(Status.INCONCLUSIVE, "not known yet"));
		}
		catch (RuntimeException ex) {
			logger.error("The health of this instance could not be told", ex);
			return new Answer(Status.INCONCLUSIVE, "could not be told");
		}
	}

	private Optional<Answer> known() {
		if (!this.engine.isRunning()) {
			return Optional.empty();
		}
		if (this.engine.silence().compareTo(LONGEST_SILENCE) > 0) {
			return Optional.of(new Answer(Status.WARN, "the self-test engine has stopped looking"));
		}
		return worst(answers());
	}

	private List<Answer> answers() {
		List<Answer> answers = new ArrayList<>();
		for (CheckReport check : this.engine.checks()) {
			if (check.definition().isLocal() && check.definition().severity() != Severity.INFO
					&& check.mute() == null) {
				answers.add(new Answer(softened(check), check.id()));
			}
		}
		for (String group : this.groups) {
			Verdict verdict = this.engine.verdict(group).orElse(null);
			answers.add((verdict != null) ? new Answer(verdict.status(), PublicReason.of(verdict))
					: new Answer(Status.WARN, "there is no group '" + group + "'"));
		}
		return answers;
	}

	private static Status softened(CheckReport check) {
		boolean degrading = check.definition().severity() == Severity.DEGRADING;
		return (degrading && !check.status().isPassing()) ? Status.WARN : check.status();
	}

	private static Optional<Answer> worst(List<Answer> answers) {
		return answers.stream().max((one, other) -> one.status().compareTo(other.status()));
	}

	/**
	 * How the instance is.
	 *
	 * @param status the worst status
	 * @param reason what made it so
	 */
	record Answer(Status status, String reason) {

		boolean isFailed() {
			return this.status == Status.FAIL;
		}

		/**
		 * Return the word of {@code /health}; not knowing takes no instance out.
		 * @return {@code ok}, {@code warn} or {@code fail}
		 */
		String word() {
			return isFailed() ? "fail" : ((this.status == Status.PASS) ? "ok" : "warn");
		}

		/**
		 * Return the word of draft-inadarei-api-health-check-06, section 3.1.
		 * @return {@code pass}, {@code warn} or {@code fail}
		 */
		String draftWord() {
			return (this.status == Status.PASS) ? "pass" : word();
		}

	}

}
