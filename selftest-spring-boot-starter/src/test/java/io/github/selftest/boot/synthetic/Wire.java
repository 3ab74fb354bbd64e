package io.github.selftest.boot.synthetic;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Sends requests to the byte, as clients of libraries repair what is broken.
 */
final class Wire {

	private static final int TIMEOUT_MILLIS = 20_000;

	private Wire() {
	}

	static Reply send(int port, String head, byte[] body) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			socket.setSoTimeout(TIMEOUT_MILLIS);
			socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
			socket.getOutputStream().write(body);
			socket.getOutputStream().flush();
			return read(socket.getInputStream());
		}
	}

	static Reply send(int port, String method, String target, List<String> headers, byte[] body) throws IOException {
		Stream<String> length = (body.length > 0 || method.equals("POST")) ? Stream.of("Content-Length: " + body.length)
				: Stream.empty();
		String head = Stream
			.of(Stream.of(method + " " + target + " HTTP/1.1", "Host: localhost", "Connection: close"), length,
					headers.stream())
			.flatMap((lines) -> lines)
			.reduce("", (lines, line) -> lines + line + "\r\n");
		return send(port, head + "\r\n", body);
	}

	private static Reply read(InputStream in) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try {
			in.transferTo(out);
		}
		catch (IOException ex) {
			if (out.size() == 0) {
				throw ex;
			}
		}
		String answer = out.toString(StandardCharsets.ISO_8859_1);
		int end = answer.indexOf("\r\n\r\n");
		String[] lines = answer.substring(0, end).split("\r\n");
		Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		Stream.of(lines)
			.skip(1)
			.map((line) -> line.split(":", 2))
			.forEach((field) -> headers.put(field[0], field[1].strip()));
		return new Reply(Integer.parseInt(lines[0].split(" ", 3)[1]), headers, answer.substring(end + 4));
	}

	/**
	 * An answer.
	 *
	 * @param status the status code
	 * @param headers headers by name
	 * @param body the body, perhaps in chunks, each character one byte
	 */
	record Reply(int status, Map<String, String> headers, String body) {

		String header(String name) {
			return this.headers.getOrDefault(name, "");
		}

	}

}
