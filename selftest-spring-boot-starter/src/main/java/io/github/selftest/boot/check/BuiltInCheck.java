package io.github.selftest.boot.check;

import io.github.selftest.api.Check;

/**
 * A check whose code is ours. What it throws is our bug and says nothing about the
 * service, so the engine reports {@code engine.check-error}, which is inconclusive, in
 * place of {@code engine.threw}. A {@link io.github.selftest.api.FindingError} is no
 * accident and counts as it does for all checks.
 *
 * @since 0.1.0
 */
public interface BuiltInCheck extends Check {

	/**
	 * Return whether a run only reads what this process knows, and asks nobody. Such a
	 * check is not run less often while it fails. A meter of the host is read as it is
	 * for a metrics server, whatever a gauge does then.
	 * @return whether it is passive, always the same
	 */
	default boolean isPassive() {
		return false;
	}

}
