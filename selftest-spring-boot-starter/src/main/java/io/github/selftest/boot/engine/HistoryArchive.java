package io.github.selftest.boot.engine;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.zip.Deflater;
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

	/** Several times the memory that all histories may take. */
	private static final int LARGEST = 32 * 1024 * 1024;

	private static final int BUFFER = 8192;

	private static final int MOST_CHECKS = 100_000;

	/**
	 * Write an archive. The histories are asked for one after the other, as together they
	 * would take much memory for a moment.
	 * @param marks the marks, the latest first
	 * @param checks the histories by the ids of their checks
	 * @return the bytes
	 */
	static byte[] toBytes(List<HistoryMark> marks, Map<String, Supplier<History.Saved>> checks) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try {
			DataOutputStream head = new DataOutputStream(bytes);
			head.writeInt(MAGIC);
			head.flush();
			try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(new FastGzip(bytes), BUFFER))) {
				write(out, marks, checks);
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
		try (GZIPInputStream gzip = new GZIPInputStream(head, BUFFER)) {
			byte[] plain = gzip.readNBytes(LARGEST + 1);
			if (plain.length > LARGEST) {
				throw new IOException("it has more than " + LARGEST + " bytes");
			}
			return read(new DataInputStream(new ByteArrayInputStream(plain)));
		}
		catch (RuntimeException ex) {
			throw new IOException("it holds what cannot be", ex);
		}
	}

	private static void write(DataOutput out, List<HistoryMark> marks, Map<String, Supplier<History.Saved>> checks)
			throws IOException {
		out.writeInt(marks.size());
		for (HistoryMark mark : marks) {
			History.Saved.writeTime(out, mark.at());
			out.writeUTF(mark.kind().name());
			out.writeUTF(mark.name());
			writeStatus(out, mark.before());
			writeStatus(out, mark.now());
		}
		out.writeInt(checks.size());
		for (Map.Entry<String, Supplier<History.Saved>> check : checks.entrySet()) {
			out.writeUTF(check.getKey());
			check.getValue().get().writeTo(out);
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

	/**
	 * It is written every minute, and read once.
	 */
	private static final class FastGzip extends GZIPOutputStream {

		private FastGzip(OutputStream out) throws IOException {
			super(out, BUFFER);
			this.def.setLevel(Deflater.BEST_SPEED);
		}

	}

}
