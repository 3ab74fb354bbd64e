package io.github.selftest.benchmarks.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Tells whether the bytes of an answer are all there, with as little work as it takes.
 */
final class HttpAnswer {

	private static final byte[] OK = ascii("HTTP/1.1 200");

	private static final byte[] END_OF_HEADERS = ascii("\r\n\r\n");

	private static final byte[] LENGTH = ascii("\r\nContent-Length: ");

	private static final byte[] LAST_CHUNK = ascii("\r\n0\r\n\r\n");

	private HttpAnswer() {
	}

	/**
	 * Return whether an answer is whole.
	 * @param bytes the bytes so far
	 * @param size their number
	 * @return whether it is
	 * @throws IOException if the answer is not 200
	 */
	static boolean isWhole(byte[] bytes, int size) throws IOException {
		int end = indexOf(bytes, size, END_OF_HEADERS);
		if (end < 0) {
			return false;
		}
		if (!isAt(bytes, 0, OK)) {
			throw new IOException("expected 200 but was: " + new String(bytes, 0, end, StandardCharsets.US_ASCII));
		}
		int body = end + END_OF_HEADERS.length;
		int length = indexOf(bytes, end, LENGTH);
		if (length >= 0) {
			return size >= body + number(bytes, length + LENGTH.length);
		}
		return size >= body + LAST_CHUNK.length && isAt(bytes, size - LAST_CHUNK.length, LAST_CHUNK);
	}

	private static int indexOf(byte[] bytes, int size, byte[] part) {
		for (int i = 0; i <= size - part.length; i++) {
			if (bytes[i] == part[0] && isAt(bytes, i, part)) {
				return i;
			}
		}
		return -1;
	}

	private static boolean isAt(byte[] bytes, int index, byte[] part) {
		for (int i = 0; i < part.length; i++) {
			if (bytes[index + i] != part[i]) {
				return false;
			}
		}
		return true;
	}

	private static int number(byte[] bytes, int start) {
		int number = 0;
		for (int i = start; bytes[i] >= '0' && bytes[i] <= '9'; i++) {
			number = number * 10 + (bytes[i] - '0');
		}
		return number;
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
