package io.github.selftest.sample;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Passes bytes on to a port of loopback, until it is stopped: then connections break and
 * new ones are refused. Stands in for a pooler.
 */
final class TcpProxy implements AutoCloseable {

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private final int target;

	private int port;

	private @Nullable ServerSocket server;

	TcpProxy(int target) throws IOException {
		this.target = target;
		start();
	}

	int port() {
		return this.port;
	}

	void start() throws IOException {
		ServerSocket server = new ServerSocket();
		server.setReuseAddress(true);
		server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port));
		this.port = server.getLocalPort();
		this.server = server;
		run(() -> accept(server));
	}

	void stop() throws IOException {
		if (this.server != null) {
			this.server.close();
		}
		for (Socket socket : this.sockets) {
			socket.close();
		}
	}

	@Override
	public void close() throws IOException {
		stop();
	}

	private void accept(ServerSocket server) throws IOException {
		while (!server.isClosed()) {
			Socket client = server.accept();
			this.sockets.add(client);
			Socket database = new Socket(InetAddress.getLoopbackAddress(), this.target);
			this.sockets.add(database);
			run(() -> pump(client, database));
			run(() -> pump(database, client));
		}
	}

	private void pump(Socket from, Socket to) throws IOException {
		try (from; to) {
			from.getInputStream().transferTo(to.getOutputStream());
		}
		finally {
			this.sockets.remove(from);
			this.sockets.remove(to);
		}
	}

	private static void run(Work work) {
		Thread thread = new Thread(() -> {
			try {
				work.run();
			}
			catch (IOException ex) {
				// a socket was closed, which is what this is for
				Thread.currentThread().interrupt();
			}
		}, "tcp-proxy");
		thread.setDaemon(true);
		thread.start();
	}

	private interface Work {

		void run() throws IOException;

	}

}
