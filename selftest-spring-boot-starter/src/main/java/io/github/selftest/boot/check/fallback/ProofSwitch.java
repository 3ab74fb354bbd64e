package io.github.selftest.boot.check.fallback;

import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;

import io.github.selftest.boot.check.fallback.FallbackCheckProperties.Proof;
import io.github.selftest.boot.check.fallback.FallbackCheckProperties.RequestProof;

/**
 * The property without which nothing is proven. Whoever turns it off, as in one profile,
 * may leave all else as it is; whoever has not named it at all has forgotten it.
 */
final class ProofSwitch {

	static final String PROPERTY = "selftest.check.fallback.proof.enabled";

	private static final Logger logger = LoggerFactory.getLogger(ProofSwitch.class);

	private ProofSwitch() {
	}

	/**
	 * Return the requests that are to prove something, and say so where the property is
	 * missing.
	 * @param proof what is configured
	 * @param environment tells whether the property is there
	 * @return the requests, none while proofs are off
	 */
	static Map<String, RequestProof> requests(Proof proof, Environment environment) {
		if (proof.enabled()) {
			return proof.requests();
		}
		boolean asksForMore = proof.decorators() || !proof.requests().isEmpty();
		if (asksForMore && !environment.containsProperty(PROPERTY)) {
			logger.warn("'{}' has no effect, as '{}' is not set; set it to true, or to false to leave proofs off",
					proof.requests().isEmpty() ? ProvableRegistries.PROPERTY : "selftest.check.fallback.proof.requests",
					PROPERTY);
		}
		return Map.of();
	}

}
