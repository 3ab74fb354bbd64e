package io.github.selftest.boot.check;

import java.time.Duration;
import java.util.List;

/**
 * What became of a {@link RawRequest}: an answer as it came, or none.
 *
 * @since 0.1.0
 */
public sealed interface RawAnswer {

	/**
	 * An answer with a well-formed head.
	 *
	 * @param status the status code
	 * @param fields the lines of the header, in the order in which they came
	 * @param body what is known about the body, which went to the sink
	 * @param firstByte the time from sending the request to the end of the head
	 * @param latency the time from sending the request to the last byte that was read
	 */
	record Received(int status, List<RawField> fields, RawBody body, Duration firstByte,
			Duration latency) implements RawAnswer {

		public Received {
			fields = List.copyOf(fields);
		}

	}

	/**
	 * No answer, or none with a well-formed head.
	 *
	 * @param problem what was seen instead
	 * @param latency the time from the attempt to its end
	 */
	record Missing(NoAnswer problem, Duration latency) implements RawAnswer {

	}

}
