package io.github.selftest.boot.fault;

import java.util.concurrent.Executor;

import io.github.selftest.api.synthetic.SyntheticContext;

/**
 * Carries the request of a thread to those that go on after a delay. What follows there,
 * such as a fallback, would else be taken for the work of a user.
 */
final class SameRequest {

	private SameRequest() {
	}

	/**
	 * Return what runs tasks on the thread that it is called by, for the request that the
	 * present thread serves.
	 * @return an executor without threads
	 */
	static Executor executor() {
		SyntheticContext request = SyntheticContext.current().orElse(null);
		return (request != null) ? (task) -> run(request, task) : Runnable::run;
	}

	private static void run(SyntheticContext request, Runnable task) {
		SyntheticContext.Scope scope = request.open();
		try {
			task.run();
		}
		finally {
			scope.close();
		}
	}

}
