package io.github.selftest.boot.synthetic;

/**
 * The limits that a request meets: that of its key, and that of all keys together.
 */
final class Limits {

	private final Limit total;

	Limits(Limit total) {
		this.total = total;
	}

	/**
	 * Take a turn of both or of none.
	 * @param credential the key or token; one without a limit takes none of the others'
	 * turns either
	 * @throws RejectedException if there is no turn now
	 */
	void take(Credential credential) throws RejectedException {
		Limit own = credential.limit();
		if (own == null) {
			return;
		}
		requireNow(own.take());
		long wait = this.total.take();
		if (wait > 0) {
			own.giveBack();
		}
		requireNow(wait);
	}

	private static void requireNow(long wait) throws RejectedException {
		if (wait > 0) {
			throw new RejectedException(Reason.OVER_LIMIT, wait);
		}
	}

}
