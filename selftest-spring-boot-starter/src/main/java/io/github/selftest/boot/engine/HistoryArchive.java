package io.github.selftest.boot.engine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Status;

/**
 * The histories of all checks as bytes: a head with the version of the form, and the rest
 * compressed, with a checksum.
 *
 * @param marks the marks, the latest first
 * @param checks the histories by the ids of their checks
 */
record HistoryArchive(List<HistoryMark> marks, Map<String, History.Saved> checks) {

	static final int MAGIC = 0x53544831;

	private static final int MOST_CHECKS = 100_000;

	byte[] toBytes() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try {
			DataOutputStream head = new DataOutputStream(bytes);
			head.writeInt(MAGIC);
			head.flush();
			try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes, 8192))) {
				write(out);
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException("The history could not be written to memory", ex);
		}
		return bytes.toByteArray();
	}

	static HistoryArchive of(byte[] bytes) throws IOException {
		DataInputStream head = new DataInputStream(new ByteArrayInputStream(bytes));
		int magic = (bytes.length >= Integer.BYTES) ? head.readInt() : 0;
		if (magic != MAGIC) {
			throw new IOException("it begins with %08x, and not with %08x".formatted(magic, MAGIC));
		}
		try (DataInputStream in = new DataInputStream(new GZIPInputStream(head, 8192))) {
			HistoryArchive archive = read(in);
			if (in.read() >= 0) {
				throw new IOException("it is longer than it says");
			}
			return archive;
		}
		catch (RuntimeException ex) {
			throw new IOException("it holds what cannot be", ex);
		}
	}

	private void write(DataOutput out) throws IOException {
		out.writeInt(this.marks.size());
		for (HistoryMark mark : this.marks) {
			History.Saved.writeTime(out, mark.at());
			out.writeUTF(mark.kind().name());
			out.writeUTF(mark.name());
			writeStatus(out, mark.before());
			writeStatus(out, mark.now());
		}
		out.writeInt(this.checks.size());
		for (Map.Entry<String, History.Saved> check : this.checks.entrySet()) {
			out.writeUTF(check.getKey());
			check.getValue().writeTo(out);
		}
	}

	private static HistoryArchive read(DataInput in) throws IOException {
		List<HistoryMark> marks = new ArrayList<>();
		int size = History.Saved.size(in, Marks.MOST);
		for (int i = 0; i < size; i++) {
			Instant at = History.Saved.readTime(in);
			HistoryMark.Kind kind = HistoryMark.Kind.valueOf(in.readUTF());
			String name = in.readUTF();
			Status before = readStatus(in);
			Status now = readStatus(in);
			if (at != null) {
				marks.add(new HistoryMark(at, kind, name, before, now));
			}
		}
		Map<String, History.Saved> checks = new LinkedHashMap<>();
		int count = History.Saved.size(in, MOST_CHECKS);
		for (int i = 0; i < count; i++) {
			String id = in.readUTF();
			checks.put(id, History.Saved.readFrom(in));
		}
		return new HistoryArchive(marks, checks);
	}

	private static void writeStatus(DataOutput out, @Nullable Status status) throws IOException {
		out.writeByte((status != null) ? StatusCode.of(status) : -1);
	}

	private static @Nullable Status readStatus(DataInput in) throws IOException {
		byte code = in.readByte();
		return (code >= 0) ? StatusCode.status(code) : null;
	}

}
