package io.github.selftest.boot.endpoint;

import io.github.selftest.api.Status;

/**
 * What the status of the answer says about the verdict.
 */
enum HttpMode {

	/**
	 * 200 when it works: for pipelines, Kubernetes and Flagger.
	 */
	GATE {

		@Override
		int status(Status verdict, boolean inconclusivePasses) {
			boolean passes = verdict.isPassing() || (inconclusivePasses && !verdict.isConclusive());
			return passes ? OK : FAILED_DEPENDENCY;
		}

	},

	/**
	 * Always 200, for those who read the document: Argo and the like.
	 */
	REPORT {

		@Override
		int status(Status verdict, boolean inconclusivePasses) {
			return OK;
		}

	},

	/**
	 * 200 when it is broken: for Flagger's inverted hook.
	 */
	ROLLBACK {

		@Override
		int status(Status verdict, boolean inconclusivePasses) {
			return (verdict == Status.FAIL) ? OK : FAILED_DEPENDENCY;
		}

	};

	private static final int OK = 200;

	private static final int FAILED_DEPENDENCY = 424;

	abstract int status(Status verdict, boolean inconclusivePasses);

}
