package io.github.selftest.boot.endpoint;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A connection on which nothing is done behind one's back.
 */
final class RawConnection implements AutoCloseable {

	private static final int TIMEOUT_MILLIS = 20_000;

	private final Socket socket;

	private final InputStream in;

	private final OutputStream out;

	private RawConnection(Socket socket) throws IOException {
		this.socket = socket;
		this.in = new BufferedInputStream(socket.getInputStream());
		this.out = socket.getOutputStream();
	}

	static RawConnection open(int port) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
		socket.setSoTimeout(TIMEOUT_MILLIS);
		return new RawConnection(socket);
	}

	/**
	 * Send a request on a connection of its own.
	 * @param port the port
	 * @param requestLine method and path
	 * @param headers headers, a line each
	 * @return the reply
	 */
	static RawReply exchange(int port, String requestLine, String... headers) throws IOException {
		try (RawConnection connection = open(port)) {
			connection.send(requestLine, headers);
			return connection.read(requestLine.startsWith("HEAD "));
		}
	}

	void send(String requestLine, String... headers) throws IOException {
		StringBuilder request = new StringBuilder(requestLine).append(" HTTP/1.1\r\nHost: localhost\r\n");
		for (String header : headers) {
			request.append(header).append("\r\n");
		}
		write(request.append("\r\n").toString());
	}

	void write(String text) throws IOException {
		this.out.write(text.getBytes(StandardCharsets.UTF_8));
		this.out.flush();
	}

	RawReply read() throws IOException {
		return read(false);
	}

	RawReply read(boolean head) throws IOException {
		String statusLine = line();
		Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		for (String line = line(); !line.isEmpty(); line = line()) {
			int colon = line.indexOf(':');
			headers.merge(line.substring(0, colon), line.substring(colon + 1).strip(), (a, b) -> a + ", " + b);
		}
		return new RawReply(Integer.parseInt(statusLine.split(" ", 3)[1]), headers, head ? new byte[0] : body(headers));
	}

	/**
	 * Return whether the server closes the connection, which it is given time for.
	 * @return whether it does
	 */
	boolean isClosedByServer() throws IOException {
		try {
			return this.in.read() < 0;
		}
		catch (SocketException ex) {
			return true;
		}
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	private byte[] body(Map<String, String> headers) throws IOException {
		if ("chunked".equals(headers.getOrDefault("Transfer-Encoding", "").toLowerCase(Locale.ROOT))) {
			ByteArrayOutputStream body = new ByteArrayOutputStream();
			for (int size = chunkSize(); size > 0; size = chunkSize()) {
				body.write(this.in.readNBytes(size));
				line();
			}
			line();
			return body.toByteArray();
		}
		return this.in.readNBytes(Integer.parseInt(headers.getOrDefault("Content-Length", "0")));
	}

	private int chunkSize() throws IOException {
		return Integer.parseInt(line(), 16);
	}

	private String line() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int b = this.in.read(); b != '\n'; b = this.in.read()) {
			if (b < 0) {
				throw new IOException("The connection was closed after '%s'".formatted(line));
			}
			if (b != '\r') {
				line.write(b);
			}
		}
		return line.toString(StandardCharsets.UTF_8);
	}

}
