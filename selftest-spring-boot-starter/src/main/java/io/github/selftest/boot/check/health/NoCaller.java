package io.github.selftest.boot.check.health;

import java.util.Set;

import org.springframework.boot.health.contributor.Health;

/**
 * Tells whether code failed because nobody has called the service: the engine runs it
 * without a request and without a signed-in user, which says nothing about health.
 */
final class NoCaller {

	private static final int MAX_CAUSES = 10;

	private static final Set<String> EXCEPTIONS = Set.of(
			"org.springframework.beans.factory.support.ScopeNotActiveException",
			"org.springframework.security.authentication.AuthenticationCredentialsNotFoundException");

	private static final String CURRENT_REQUEST = "org.springframework.web.context.request.RequestContextHolder";

	private static final String NO_REQUEST = "java.lang.IllegalStateException: No thread-bound request found";

	private NoCaller() {
	}

	/**
	 * Return whether an indicator caught what it failed of, as an
	 * {@code AbstractHealthIndicator} does.
	 * @param health what the indicator has said
	 * @return whether it was for want of a caller
	 */
	static boolean isCauseOf(Health health) {
		String error = String.valueOf(health.getDetails().get("error"));
		return error.startsWith(NO_REQUEST) || EXCEPTIONS.stream().anyMatch((name) -> error.startsWith(name + ":"));
	}

	static boolean isCauseOf(Throwable thrown) {
		Throwable cause = thrown;
		for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
			if (EXCEPTIONS.contains(cause.getClass().getName()) || isThrownByLookup(cause)) {
				return true;
			}
			cause = cause.getCause();
		}
		return false;
	}

	private static boolean isThrownByLookup(Throwable thrown) {
		StackTraceElement[] trace = thrown.getStackTrace();
		return thrown instanceof IllegalStateException && trace.length > 0
				&& trace[0].getClassName().equals(CURRENT_REQUEST);
	}

}
