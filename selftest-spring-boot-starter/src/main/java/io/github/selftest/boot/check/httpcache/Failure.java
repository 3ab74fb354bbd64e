package io.github.selftest.boot.check.httpcache;

/**
 * No usable answer.
 *
 * @param kind what went wrong
 * @param text a sentence of ours that says more
 */
record Failure(Kind kind, String text) implements Outcome {

	/**
	 * What may go wrong.
	 */
	enum Kind {

		/** No connection could be made. */
		REFUSED,

		/** No complete head came in time. */
		TIMED_OUT,

		/** What came is no HTTP. */
		MALFORMED,

		/** The head is larger than what is read. */
		TOO_LARGE,

		/** The connection ended before the answer did. */
		RESET

	}

}
