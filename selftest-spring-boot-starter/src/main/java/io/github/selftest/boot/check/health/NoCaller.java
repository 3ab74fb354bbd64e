package io.github.selftest.boot.check.health;

import java.util.Set;

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

	private NoCaller() {
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
