package io.github.selftest.benchmarks.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One connection that has one request under way at a time.
 */
final class KeptConnection {

	private static final int LARGEST_ANSWER = 64 * 1024;

	private final SocketChannel channel;

	private final ByteBuffer request;

	private final ByteBuffer answer = ByteBuffer.allocate(LARGEST_ANSWER);

	private long sent;

	private KeptConnection(SocketChannel channel, String path) {
		this.channel = channel;
		this.request = ByteBuffer.wrap("GET %s HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n".formatted(path)
			.getBytes(StandardCharsets.US_ASCII));
	}

	static void open(Selector selector, int port, String path) throws IOException {
		SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
		channel.configureBlocking(false);
		KeptConnection connection = new KeptConnection(channel, path);
		channel.register(selector, SelectionKey.OP_READ, connection);
		connection.send();
	}

	/**
	 * Read what has come, and send the next request after a whole answer.
	 * @return nanoseconds from the request to the end of its answer, -1 when it has not
	 * come to that
	 * @throws IOException if the service closed the connection, or its answer is not 200
	 */
	long read() throws IOException {
		if (this.channel.read(this.answer) < 0) {
			throw new IOException("the service closed a connection that was to be kept alive");
		}
		if (!HttpAnswer.isWhole(this.answer.array(), this.answer.position())) {
			return -1;
		}
		long took = System.nanoTime() - this.sent;
		this.answer.clear();
		send();
		return took;
	}

	private void send() throws IOException {
		this.request.rewind();
		this.sent = System.nanoTime();
		while (this.request.hasRemaining()) {
			this.channel.write(this.request);
		}
	}

}
