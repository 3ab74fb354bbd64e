package io.github.selftest.boot.check;

import java.io.BufferedInputStream;
import java.io.Closeable;
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
 * A connection to this very service for one exchange. A channel, unlike a plain socket,
 * is closed by an interrupt.
 */
final class Connection implements Closeable {

	private static final int MAX_EXCESS = 4096;

	private static final Duration GRACE = Duration.ofMillis(200);

	private final SocketChannel channel;

	private final OwnServer.Place place;

	private final Socket socket;

	private final DeadlineInputStream limited;

	private final InputStream in;

	private Connection(SocketChannel channel, OwnServer.Place place, Socket socket, Deadline deadline)
			throws IOException {
		this.channel = channel;
		this.place = place;
		this.socket = socket;
		this.limited = new DeadlineInputStream(socket, deadline);
		this.in = new BufferedInputStream(this.limited);
	}

	static Connection open(OwnServer.Place place, OwnServerTls tls, Deadline deadline) throws IOException {
		SocketChannel channel = SocketChannel.open();
		try {
			return new Connection(channel, place, connect(channel, place, tls, deadline), deadline);
		}
		catch (IOException | RuntimeException ex) {
			channel.close();
			throw ex;
		}
	}

	private static Socket connect(SocketChannel channel, OwnServer.Place place, OwnServerTls tls, Deadline deadline)
			throws IOException {
		channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
		Socket socket = channel.socket();
		socket.connect(place.address(), deadline.remainingMillis());
		socket.setSoTimeout(deadline.remainingMillis());
		return place.secure() ? tls.over(socket) : socket;
	}

	String host() {
		Optional<String> name = (this.socket instanceof SSLSocket secured) ? OwnServerTls.nameOf(secured)
				: Optional.empty();
		return name.map((host) -> host + ":" + this.socket.getPort()).orElseGet(this.place::host);
	}

	void write(byte[] bytes) throws IOException {
		OutputStream out = this.socket.getOutputStream();
		out.write(bytes);
		out.flush();
	}

	InputStream in() {
		return this.in;
	}

	/**
	 * Return how many bytes follow an answer that is over. A server that leaves the
	 * connection open gets a moment to send one.
	 * @return the number of bytes, up to a few thousand
	 */
	int excess() {
		this.limited.limitTo(GRACE);
		byte[] buffer = new byte[MAX_EXCESS];
		int count = 0;
		try {
			for (int read = 0; read >= 0 && count < MAX_EXCESS; read = this.in.read(buffer)) {
				count += read;
			}
		}
		catch (IOException ex) {
			// it was open for longer, or reset: either way the answer has been read
		}
		return count;
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

	/**
	 * Reads from a socket until a deadline, however slowly the bytes drip.
	 */
	private static final class DeadlineInputStream extends InputStream {

		private final Socket socket;

		private final InputStream in;

		private Deadline deadline;

		DeadlineInputStream(Socket socket, Deadline deadline) throws IOException {
			this.socket = socket;
			this.deadline = deadline;
			this.in = socket.getInputStream();
		}

		void limitTo(Duration time) {
			this.deadline = this.deadline.atMost(time);
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
