package io.github.selftest.boot.synthetic;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.synthetic.SyntheticContext;

/**
 * What was decided of a marked request, once and for all of its dispatches.
 *
 * @param context the context of a verified request, {@code null} for a user's
 * @param label what a verified request is counted as
 * @param scope the paths that its key may call
 * @param refusal why it may not pass, {@code null} if it may
 * @param retryAfterSeconds when it may be sent again, 0 if it does not help
 */
record Decision(@Nullable SyntheticContext context, String label, PathRules scope, @Nullable Reason refusal,
		long retryAfterSeconds) {

	/** The attribute of the request that holds the decision. */
	static final String ATTRIBUTE = "selftest.synthetic.decision";

	static Decision user() {
		return new Decision(null, "", PathRules.NONE, null, 0);
	}

	static Decision refused(Reason reason, long retryAfterSeconds) {
		return new Decision(null, "", PathRules.NONE, reason, retryAfterSeconds);
	}

	Decision refusedFor(Reason reason, long retryAfterSeconds) {
		return new Decision(this.context, this.label, this.scope, reason, retryAfterSeconds);
	}

}
