package io.github.selftest.boot;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

import static org.awaitility.Awaitility.await;

/**
 * A port that refuses connections, and that the system gives to nobody else until a
 * server that asks for this very port has it. As long as it is merely free, the system
 * may give it to a server of the other process of these tests. That the server may have
 * it is so on Linux.
 */
public final class HeldPort implements AutoCloseable {

	private final Socket socket;

	private HeldPort(Socket socket) {
		this.socket = socket;
	}

	/**
	 * Hold any port.
	 * @return the port
	 * @throws IOException if there is none
	 */
	public static HeldPort any() throws IOException {
		return new HeldPort(bound(0));
	}

	/**
	 * Hold the port of a server that was closed, as soon as the system lets it go.
	 * @param port the port
	 * @return the port
	 */
	public static HeldPort of(int port) {
		return await().ignoreException(BindException.class).until(() -> new HeldPort(bound(port)), (held) -> true);
	}

	private static Socket bound(int port) throws IOException {
		Socket socket = new Socket();
		try {
			socket.setReuseAddress(true);
			socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
			return socket;
		}
		catch (IOException ex) {
			socket.close();
			throw ex;
		}
	}

	/**
	 * Return its number.
	 * @return the number
	 */
	public int number() {
		return this.socket.getLocalPort();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
