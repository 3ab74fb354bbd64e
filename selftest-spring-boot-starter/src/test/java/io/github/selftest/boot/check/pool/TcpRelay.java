package io.github.selftest.boot.check.pool;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

import io.github.selftest.boot.HeldPort;

/**
 * Stands between a client and a server: passes bytes on, holds them back as a network
 * does that loses everything, or refuses connections. Always at the same port.
 */
final class TcpRelay implements AutoCloseable {

	private final int target;

	private final int port;

	private final List<Socket> open = new CopyOnWriteArrayList<>();

	private final Object gate = new Object();

	private @Nullable ServerSocket server;

	private @Nullable HeldPort refused;

	private boolean hangs;

	TcpRelay(int target) throws IOException {
		this.target = target;
		this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		this.port = this.server.getLocalPort();
		start("relay", () -> accept(this.server));
	}

	int port() {
		return this.port;
	}

	/** Take connections, and pass nothing on in either direction. */
	void hang() {
		synchronized (this.gate) {
			this.hangs = true;
		}
	}

	/** Cut what is open, and refuse what comes. */
	void refuse() throws IOException {
		if (this.server != null) {
			this.server.close();
			awaitRefusal();
		}
		if (this.refused == null) {
			this.refused = HeldPort.of(this.port);
		}
		cut();
	}

	/** The system may take connections until the thread that accepts them has let go. */
	private void awaitRefusal() throws IOException {
		while (true) {
			try {
				new Socket(InetAddress.getLoopbackAddress(), this.port).close();
			}
			catch (ConnectException ex) {
				return;
			}
			catch (SocketException ex) {
				// taken by the system, and reset by the one who lets go
			}
		}
	}

	/** Pass everything on again, also what was held back. */
	void serve() throws IOException {
		release();
		if (this.server == null || this.server.isClosed()) {
			ServerSocket server = new ServerSocket(this.port, 50, InetAddress.getLoopbackAddress());
			this.server = server;
			letGo();
			start("relay", () -> accept(server));
		}
	}

	private void letGo() throws IOException {
		if (this.refused != null) {
			this.refused.close();
			this.refused = null;
		}
	}

	int connections() {
		return (int) this.open.stream().filter((socket) -> !socket.isClosed()).count() / 2;
	}

	@Override
	public void close() throws IOException {
		refuse();
		letGo();
		release();
	}

	private void release() {
		synchronized (this.gate) {
			this.hangs = false;
			this.gate.notifyAll();
		}
	}

	/** Cut what is open. */
	void cut() throws IOException {
		for (Socket socket : this.open) {
			socket.close();
		}
		this.open.clear();
	}

	private void accept(@Nullable ServerSocket server) throws IOException {
		while (server != null) {
			Socket client = server.accept();
			Socket upstream = new Socket(InetAddress.getLoopbackAddress(), this.target);
			this.open.add(client);
			this.open.add(upstream);
			start("relay-up", () -> pump(client, upstream));
			start("relay-down", () -> pump(upstream, client));
		}
	}

	private void pump(Socket from, Socket to) throws IOException, InterruptedException {
		try (from; to) {
			InputStream in = from.getInputStream();
			OutputStream out = to.getOutputStream();
			byte[] bytes = new byte[8192];
			for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
				synchronized (this.gate) {
					while (this.hangs) {
						this.gate.wait();
					}
				}
				out.write(bytes, 0, read);
				out.flush();
			}
		}
	}

	private static void start(String name, Work work) {
		Thread thread = new Thread(() -> {
			try {
				work.run();
			}
			catch (IOException | InterruptedException ex) {
				// one side has gone
			}
		}, name);
		thread.setDaemon(true);
		thread.start();
	}

	private interface Work {

		void run() throws IOException, InterruptedException;

	}

}
