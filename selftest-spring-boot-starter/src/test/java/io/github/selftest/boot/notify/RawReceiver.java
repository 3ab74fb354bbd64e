package io.github.selftest.boot.notify;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A receiver below HTTP, which does to each connection what a test tells it to.
 */
final class RawReceiver implements AutoCloseable {

	final CountDownLatch closed = new CountDownLatch(1);

	private final ServerSocket socket;

	private final List<Socket> connections = new CopyOnWriteArrayList<>();

	RawReceiver(Script script) throws IOException {
		this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		Thread thread = new Thread(() -> accept(script), "raw-receiver");
		thread.setDaemon(true);
		thread.start();
	}

	int port() {
		return this.socket.getLocalPort();
	}

	String url() {
		return "http://127.0.0.1:" + port() + "/s3cretPath";
	}

	@Override
	public void close() throws IOException {
		this.closed.countDown();
		this.socket.close();
		for (Socket connection : this.connections) {
			connection.close();
		}
	}

	private void accept(Script script) {
		while (!this.socket.isClosed()) {
			try {
				Socket connection = this.socket.accept();
				this.connections.add(connection);
				Thread thread = new Thread(() -> serve(script, connection), "raw-receiver-connection");
				thread.setDaemon(true);
				thread.start();
			}
			catch (IOException ex) {
				this.closed.countDown();
			}
		}
	}

	private void serve(Script script, Socket connection) {
		try (connection) {
			script.run(connection.getOutputStream(), this.closed);
		}
		catch (IOException | InterruptedException ex) {
			// the client has gone, as it should
			connection.isClosed();
		}
	}

	/**
	 * What is done to a connection.
	 */
	@FunctionalInterface
	interface Script {

		void run(OutputStream out, CountDownLatch closed) throws IOException, InterruptedException;

	}

}
