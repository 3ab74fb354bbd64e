package io.github.selftest.boot.check;

import org.jspecify.annotations.Nullable;

/**
 * How a body came over the wire.
 *
 * @param bytes the number of bytes that went to the sink
 * @param end how it ended
 * @param problem why not all of it came; {@code null} if it did, or was cut off
 * @param excess the number of bytes that were seen after the end of the answer, such as
 * behind a 304, up to a few thousand
 * @since 0.1.0
 */
public record RawBody(long bytes, End end, @Nullable NoAnswer problem, int excess) {

	/**
	 * How a body ended.
	 */
	public enum End {

		/**
		 * There is none, as to a HEAD request or with 204 and 304.
		 */
		NONE,

		/**
		 * All of it came.
		 */
		COMPLETE,

		/**
		 * It was larger than was asked for, and the rest was left.
		 */
		CUT_OFF,

		/**
		 * It broke off.
		 */
		BROKEN

	}

}
