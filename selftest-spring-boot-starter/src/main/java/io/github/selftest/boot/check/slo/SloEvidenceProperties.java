package io.github.selftest.boot.check.slo;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.github.selftest.boot.check.SelfTestConfigurationException;

/**
 * How much has to be seen before an objective is said to be kept or missed.
 *
 * @param evidence Evidence that a release needs.
 * @param minimumRequests Requests below which nothing passes.
 * @param minimumErrors Failed or slow requests below which nothing fails.
 * @param falseAlarms Chance that a good release is failed although it is asked as often
 * as anybody likes.
 * @param minimumEffect Times that this instance fails as often as the stable one below
 * which it does not fail.
 * @param peer Where the stable instances are.
 * @param baseline What was counted before, in place of stable instances.
 */
@ConfigurationProperties(prefix = "selftest.slo", ignoreUnknownFields = false)
record SloEvidenceProperties(@DefaultValue("not-proven-bad") Mode evidence, @DefaultValue("30") int minimumRequests,
		@DefaultValue("3") int minimumErrors, @DefaultValue("0.05") double falseAlarms,
		@DefaultValue("1.5") double minimumEffect, @DefaultValue Peer peer, @DefaultValue Baseline baseline) {

	SloEvidenceProperties {
		requireAtLeast("minimum-requests", minimumRequests, 1);
		requireAtLeast("minimum-errors", minimumErrors, 1);
		requireAtLeast("minimum-effect", minimumEffect, 1);
		if (!(falseAlarms > 0 && falseAlarms <= 0.5)) {
			throw new SelfTestConfigurationException("selftest.slo.false-alarms", falseAlarms,
					"greater than 0 and at most 0.5", "Write a share such as 0.05.");
		}
	}

	private static void requireAtLeast(String name, double value, double least) {
		if (!(value >= least)) {
			throw new SelfTestConfigurationException("selftest.slo." + name, value, "at least " + least,
					"Remove it to have the default.");
		}
	}

	Evidence toEvidence() {
		return new Evidence(this.evidence == Mode.PROVEN_GOOD, this.minimumRequests, this.minimumErrors,
				this.falseAlarms);
	}

	/**
	 * The evidence that a release needs.
	 */
	enum Mode {

		/**
		 * It passes until it is proven to miss an objective.
		 */
		NOT_PROVEN_BAD,

		/**
		 * It passes once it is proven to keep the objective.
		 */
		PROVEN_GOOD

	}

	/**
	 * Where the stable instances are.
	 *
	 * @param url URL of the check 'sloSuccessRate' of the stable instances. Its host may
	 * have many addresses, as that of a headless service; each is asked.
	 * @param authorization Header 'Authorization' that they are asked with.
	 * @param timeout Time that they have to answer.
	 */
	record Peer(@Nullable String url, @Nullable String authorization, @DefaultValue("2s") Duration timeout) {

		Peer {
			if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(Duration.ofSeconds(4)) > 0) {
				throw new SelfTestConfigurationException("selftest.slo.peer.timeout", timeout,
						"greater than 0 and at most 4s", "Write a duration such as 2s.");
			}
		}

		@Override
		public String toString() {
			return "Peer[timeout=" + this.timeout + "]";
		}

	}

	/**
	 * What was counted before.
	 *
	 * @param requests Requests that were counted, 0 for no baseline.
	 * @param errors Those of them that failed.
	 */
	record Baseline(@DefaultValue("0") long requests, @DefaultValue("0") long errors) {

		Baseline {
			if (requests < 0 || errors < 0 || errors > requests) {
				throw new SelfTestConfigurationException("selftest.slo.baseline.errors",
						errors + " of " + requests + " requests", "from 0 to the number of requests",
						"Write the numbers as they were counted.");
			}
		}

	}

}
