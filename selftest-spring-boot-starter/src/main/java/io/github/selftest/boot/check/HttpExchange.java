package io.github.selftest.boot.check;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;

import javax.net.ssl.SSLSocket;

/**
 * Sends one request over a connection of its own and reads the answer, all on the calling
 * thread.
 * <p>
 * No HTTP client of a library is used, for reasons measured in
 * {@code docs/decisions/0002-loopback-transport.md}. A channel, unlike a plain socket, is
 * closed by an interrupt.
 */
final class HttpExchange {

	private final OwnServerTls tls;

	private final LoopbackTimeSource time;

	HttpExchange(OwnServerTls tls, LoopbackTimeSource time) {
		this.tls = tls;
		this.time = time;
	}

	Deadline deadline(Duration remaining) {
		return Deadline.within(remaining, this.time);
	}

	TimedAnswer send(OwnServer.Place place, OwnServerRequest request, Deadline deadline) throws IOException {
		try (SocketChannel channel = SocketChannel.open()) {
			Socket socket = connect(channel, place, deadline);
			byte[] bytes = request.bytes(host(socket, place), place.contextPath());
			long sent = this.time.nanoTime();
			OutputStream out = socket.getOutputStream();
			out.write(bytes);
			out.flush();
			InputStream in = new BufferedInputStream(new DeadlineInputStream(socket, deadline));
			Answer answer = new AnswerReader(in).read(request.isHead());
			return new TimedAnswer(answer, Duration.ofNanos(this.time.nanoTime() - sent));
		}
	}

	private Socket connect(SocketChannel channel, OwnServer.Place place, Deadline deadline) throws IOException {
		channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
		Socket socket = channel.socket();
		socket.connect(place.address(), deadline.remainingMillis());
		socket.setSoTimeout(deadline.remainingMillis());
		return place.secure() ? this.tls.over(socket) : socket;
	}

	private static String host(Socket socket, OwnServer.Place place) {
		Optional<String> name = (socket instanceof SSLSocket secured) ? OwnServerTls.nameOf(secured) : Optional.empty();
		return name.map((host) -> host + ":" + socket.getPort()).orElseGet(place::host);
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
	 * Reads from a socket until a deadline, however slowly the bytes drip.
	 */
	private static final class DeadlineInputStream extends InputStream {

		private final Socket socket;

		private final Deadline deadline;

		private final InputStream in;

		DeadlineInputStream(Socket socket, Deadline deadline) throws IOException {
			this.socket = socket;
			this.deadline = deadline;
			this.in = socket.getInputStream();
		}

		@Override
		public int read() throws IOException {
			byte[] single = new byte[1];
			return (read(single, 0, 1) < 0) ? -1 : single[0] & 0xff;
		}

		@Override
		public int read(byte[] buffer, int offset, int length) throws IOException {
			this.socket.setSoTimeout(this.deadline.remainingMillis());
			return this.in.read(buffer, offset, length);
		}

	}

}
