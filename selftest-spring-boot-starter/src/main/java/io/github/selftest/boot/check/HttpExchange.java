package io.github.selftest.boot.check;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Sends one request over a connection of its own and reads the answer, all on the calling
 * thread.
 * <p>
 * No HTTP client of a library is used, for reasons measured in
 * {@code docs/decisions/0002-loopback-transport.md}.
 */
final class HttpExchange {

	private final OwnServerTls tls;

	private final LoopbackTimeSource time;

	private final Supplier<LoopbackSigner> signer;

	HttpExchange(OwnServerTls tls, LoopbackTimeSource time, Supplier<LoopbackSigner> signer) {
		this.tls = tls;
		this.time = time;
		this.signer = signer;
	}

	Deadline deadline(Duration remaining) {
		return Deadline.within(remaining, this.time);
	}

	TimedAnswer send(OwnServer.Place place, OwnServerRequest request, Deadline deadline) throws IOException {
		try (Connection connection = Connection.open(place, this.tls, deadline)) {
			byte[] bytes = request.bytes(connection.host(), place.contextPath(), head());
			long sent = this.time.nanoTime();
			connection.write(bytes);
			Answer answer = new AnswerReader(connection.in()).read(request.isHead());
			return new TimedAnswer(answer, since(sent));
		}
	}

	/**
	 * Send a request and take the answer as it is.
	 * @param place where to
	 * @param request the request
	 * @param deadline when to give up
	 * @return what became of it
	 */
	RawAnswer send(OwnServer.Place place, RawRequest request, Deadline deadline) {
		long started = this.time.nanoTime();
		try (Connection connection = Connection.open(place, this.tls, deadline)) {
			byte[] bytes = head().bytes(request.method(), place.contextPath() + request.path(), connection.host(),
					request.fields(), new byte[0]);
			long sent = this.time.nanoTime();
			connection.write(bytes);
			WireReader wire = new WireReader(connection.in());
			WireReader.Head head = wire.head();
			Duration firstByte = since(sent);
			RawBody body = body(connection, wire, head, request);
			return new RawAnswer.Received(head.status(), head.fields(), body, firstByte, since(sent));
		}
		catch (IOException ex) {
			return new RawAnswer.Missing(NoAnswer.of(ex), since(started));
		}
	}

	private RequestHead head() {
		return new RequestHead(this.signer.get());
	}

	private static RawBody body(Connection connection, WireReader wire, WireReader.Head head, RawRequest request) {
		if (head.hasNoBody(request.isHead())) {
			return new RawBody(0, RawBody.End.NONE, null, connection.excess());
		}
		Counter counter = new Counter(request.sinks().apply(head.fields()));
		try {
			if (wire.body(head, request.maxBody(), counter)) {
				return new RawBody(counter.bytes, RawBody.End.COMPLETE, null, connection.excess());
			}
			return new RawBody(counter.bytes, RawBody.End.CUT_OFF, null, 0);
		}
		catch (IOException ex) {
			return new RawBody(counter.bytes, RawBody.End.BROKEN, NoAnswer.of(ex), 0);
		}
	}

	private Duration since(long start) {
		return Duration.ofNanos(this.time.nanoTime() - start);
	}

	/**
	 * An answer with the time that it took.
	 *
	 * @param answer the answer
	 * @param latency the time from sending the request to the last byte of the answer
	 */
	record TimedAnswer(Answer answer, Duration latency) {

	}

	/**
	 * Counts what goes to another sink.
	 */
	private static final class Counter implements RawRequest.BodySink {

		private final RawRequest.BodySink sink;

		private long bytes;

		Counter(RawRequest.BodySink sink) {
			this.sink = sink;
		}

		@Override
		public void accept(byte[] buffer, int offset, int length) {
			this.bytes += length;
			this.sink.accept(buffer, offset, length);
		}

	}

}
