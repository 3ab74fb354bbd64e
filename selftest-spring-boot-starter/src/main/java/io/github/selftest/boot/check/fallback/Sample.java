package io.github.selftest.boot.check.fallback;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * Exceptions by which calls usually fail, to ask predicates about that are the service's
 * own.
 */
final class Sample {

	private static final List<Throwable> USUAL = List.of(new RuntimeException(), new IllegalStateException(),
			new Exception(), new IOException(), new ConnectException(), new SocketTimeoutException(),
			new TimeoutException());

	private Sample() {
	}

	static boolean anyUsual(Predicate<Throwable> predicate) {
		return USUAL.stream().anyMatch((exception) -> test(predicate, exception));
	}

	static boolean test(Predicate<Throwable> predicate, Throwable exception) {
		try {
			return predicate.test(exception);
		}
		catch (RuntimeException ex) {
			return true; // written for exceptions of its own: not for us to judge
		}
	}

}
