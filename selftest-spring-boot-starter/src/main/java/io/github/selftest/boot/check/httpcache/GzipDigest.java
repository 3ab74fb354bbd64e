package io.github.selftest.boot.check.httpcache;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import org.jspecify.annotations.Nullable;

/**
 * Decodes gzip (RFC 1952) as it comes in and keeps the hash only. It gives up on what
 * grows beyond all bounds.
 */
final class GzipDigest {

	private static final long MAX_DECODED = 64L * 1024 * 1024;

	private static final int MAX_HEADER = 64 * 1024;

	private static final int TRAILER = 8;

	/** The signature of gzip, and its one method of compression. */
	private static final byte[] MAGIC = { 0x1f, (byte) 0x8b, 8 };

	private final MessageDigest digest = Hashes.sha256();

	private final CRC32 crc = new CRC32();

	private final byte[] buffer = new byte[8 * 1024];

	private final Inflater inflater = new Inflater(true);

	private Part part = Part.HEADER;

	private byte[] pending = new byte[0];

	private long length;

	private long memberLength;

	private @Nullable String problem;

	void add(byte[] bytes, int offset, int count) {
		byte[] rest = Arrays.copyOfRange(bytes, offset, offset + count);
		while (this.problem == null && rest.length > 0) {
			rest = switch (this.part) {
				case HEADER -> header(rest);
				case CONTENT -> content(rest);
				case TRAILER -> trailer(rest);
			};
		}
	}

	/**
	 * Return what was decoded, once.
	 */
	Decoded decoded() {
		this.inflater.end();
		if (this.problem == null && !isAtEndOfMember()) {
			this.problem = "it ends in the middle";
		}
		Optional<String> hash = (this.problem == null) ? Optional.of(Hashes.hex(this.digest)) : Optional.empty();
		return new Decoded(this.length, hash, Optional.ofNullable(this.problem));
	}

	private boolean isAtEndOfMember() {
		return this.part == Part.HEADER && this.pending.length == 0;
	}

	private byte[] header(byte[] fresh) {
		byte[] head = joined(fresh);
		int size = sizeOfHeader(head);
		if (size < 0) {
			this.pending = head;
			if (head.length > MAX_HEADER) {
				this.problem = "its header does not end";
			}
			return new byte[0];
		}
		this.pending = new byte[0];
		this.part = Part.CONTENT;
		return Arrays.copyOfRange(head, size, head.length);
	}

	/**
	 * Return the number of octets before the content, -1 when more are needed.
	 */
	private int sizeOfHeader(byte[] head) {
		if (!beginsAsGzip(head)) {
			this.problem = "it does not begin as gzip does";
			return -1;
		}
		if (head.length < 10) {
			return -1;
		}
		int flags = head[3];
		int at = 10;
		if ((flags & 4) != 0) {
			at = (head.length < at + 2) ? -1 : at + 2 + (head[at] & 0xff) + ((head[at + 1] & 0xff) << 8);
		}
		at = ((flags & 8) != 0) ? afterZero(head, at) : at;
		at = ((flags & 16) != 0) ? afterZero(head, at) : at;
		at = ((flags & 2) != 0 && at >= 0) ? at + 2 : at;
		return (at <= head.length) ? at : -1;
	}

	private static boolean beginsAsGzip(byte[] head) {
		int known = Math.min(head.length, MAGIC.length);
		return Arrays.equals(head, 0, known, MAGIC, 0, known);
	}

	private static int afterZero(byte[] head, int from) {
		for (int i = from; i >= 0 && i < head.length; i++) {
			if (head[i] == 0) {
				return i + 1;
			}
		}
		return -1;
	}

	private byte[] content(byte[] fresh) {
		this.inflater.setInput(fresh);
		try {
			while (this.problem == null && !this.inflater.finished()) {
				int count = this.inflater.inflate(this.buffer);
				if (count == 0 && !this.inflater.finished()) {
					return needsMore();
				}
				take(count);
			}
		}
		catch (DataFormatException ex) {
			this.problem = "its compressed data is invalid";
			return new byte[0];
		}
		this.part = Part.TRAILER;
		return Arrays.copyOfRange(fresh, fresh.length - this.inflater.getRemaining(), fresh.length);
	}

	private byte[] needsMore() {
		if (this.inflater.needsDictionary()) {
			this.problem = "its compressed data is invalid";
		}
		return new byte[0];
	}

	private void take(int count) {
		this.digest.update(this.buffer, 0, count);
		this.crc.update(this.buffer, 0, count);
		this.length += count;
		this.memberLength += count;
		if (this.length > MAX_DECODED) {
			this.problem = "it decodes to more than %d bytes".formatted(MAX_DECODED);
		}
	}

	private byte[] trailer(byte[] fresh) {
		byte[] all = joined(fresh);
		if (all.length < TRAILER) {
			this.pending = all;
			return new byte[0];
		}
		if (littleEndian(all, 0) != this.crc.getValue() || littleEndian(all, 4) != (this.memberLength & 0xffffffffL)) {
			this.problem = "its checksum or length is wrong";
		}
		startMember();
		return Arrays.copyOfRange(all, TRAILER, all.length);
	}

	private void startMember() {
		this.part = Part.HEADER;
		this.pending = new byte[0];
		this.memberLength = 0;
		this.crc.reset();
		this.inflater.reset();
	}

	private byte[] joined(byte[] fresh) {
		byte[] all = Arrays.copyOf(this.pending, this.pending.length + fresh.length);
		System.arraycopy(fresh, 0, all, this.pending.length, fresh.length);
		return all;
	}

	private static long littleEndian(byte[] bytes, int at) {
		return (bytes[at] & 0xffL) | (bytes[at + 1] & 0xffL) << 8 | (bytes[at + 2] & 0xffL) << 16
				| (bytes[at + 3] & 0xffL) << 24;
	}

	private enum Part {

		HEADER, CONTENT, TRAILER

	}

}
