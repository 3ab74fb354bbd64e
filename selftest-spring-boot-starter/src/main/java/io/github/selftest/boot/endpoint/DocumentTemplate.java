package io.github.selftest.boot.endpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.springframework.boot.json.WritableJson;

/**
 * A document that is rendered but for its {@link LiveValues}, which come in that order.
 */
final class DocumentTemplate {

	private final byte[][] parts;

	private DocumentTemplate(byte[][] parts) {
		this.parts = parts;
	}

	static DocumentTemplate of(Function<LiveValues, Map<String, Object>> document) {
		List<Integer> gaps = new ArrayList<>();
		WritableJson gap = (out) -> gaps.add(((StringBuilder) out).length());
		StringBuilder json = Json.text(document.apply(new LiveValues(gap, gap, gap)));
		gaps.add(json.length());
		byte[][] parts = new byte[gaps.size()][];
		int start = 0;
		for (int i = 0; i < parts.length; i++) {
			parts[i] = Json.bytes(json.subSequence(start, gaps.get(i)));
			start = gaps.get(i);
		}
		return new DocumentTemplate(parts);
	}

	byte[] with(double ageSeconds, double uptimeSeconds, String role) {
		return joined(Json.bytes(tenths(ageSeconds)), Json.bytes(tenths(uptimeSeconds)), Json.bytes('"' + role + '"'));
	}

	private byte[] joined(byte[]... values) {
		int length = 0;
		for (byte[] part : this.parts) {
			length += part.length;
		}
		for (byte[] value : values) {
			length += value.length;
		}
		byte[] all = Arrays.copyOf(this.parts[0], length);
		int end = this.parts[0].length;
		for (int i = 0; i < values.length; i++) {
			end = append(all, end, values[i]);
			end = append(all, end, this.parts[i + 1]);
		}
		return all;
	}

	private static int append(byte[] all, int end, byte[] bytes) {
		System.arraycopy(bytes, 0, all, end, bytes.length);
		return end + bytes.length;
	}

	private static String tenths(double seconds) {
		long tenths = (long) (seconds * 10);
		return tenths / 10 + "." + tenths % 10;
	}

}
