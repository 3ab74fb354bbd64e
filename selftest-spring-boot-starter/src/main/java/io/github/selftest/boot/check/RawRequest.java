package io.github.selftest.boot.check;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A request that reads and nothing else, and what to do with the answer.
 *
 * @param method {@code GET} or {@code HEAD}
 * @param path path and query below the context path, encoded as it is to be sent
 * @param fields the lines of the header, in this order
 * @param timeout the longest time to wait, within the deadline of the run
 * @param maxBody the bytes of the body after which to stop
 * @param sinks makes what takes the body as it comes
 * @since 0.1.0
 */
public record RawRequest(String method, String path, List<RawField> fields, Duration timeout, long maxBody,
		Function<List<RawField>, BodySink> sinks) {

	private static final Set<String> METHODS = Set.of("GET", "HEAD");

	/**
	 * Create a request.
	 * @throws IllegalArgumentException if it could do more than read, lead to another
	 * host, or carry a line that the client itself sends
	 */
	public RawRequest {
		if (!METHODS.contains(method)) {
			throw new IllegalArgumentException("method must be GET or HEAD but was '%s'".formatted(method));
		}
		RequestRule.PATH.require(path);
		fields = List.copyOf(fields);
		fields.stream().filter((field) -> !field.isSendable()).findFirst().ifPresent((field) -> {
			throw new IllegalArgumentException("header '%s' must be one that a check may send".formatted(field.name()));
		});
	}

	boolean isHead() {
		return this.method.equals("HEAD");
	}

	/**
	 * Return method and path, as may be published.
	 */
	@Override
	public String toString() {
		return this.method + " " + Secrets.maskedPath(this.path);
	}

	/**
	 * Takes a body piece by piece.
	 */
	@FunctionalInterface
	public interface BodySink {

		/**
		 * Take the next piece.
		 * @param buffer where it is, to be read before this method returns
		 * @param offset where it starts
		 * @param length how many bytes it has
		 */
		void accept(byte[] buffer, int offset, int length);

	}

}
