package io.github.selftest.boot.check.httpcache;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Takes content as it comes in and keeps what rules need: hashes, and the octets at the
 * beginning and at the end. Memory is bounded, whatever comes.
 */
final class BodyCollector {

	/** Enough of what parts are parts of. */
	static final int WHOLE = 256 * 1024;

	/** Enough of a part. */
	static final int PART = 16 * 1024;

	private static final int END = 64;

	private final MessageDigest digest = Hashes.sha256();

	private final @Nullable GzipDigest decoder;

	private final int kept;

	private byte[] beginning = new byte[0];

	private byte[] end = new byte[0];

	private long length;

	/**
	 * Create a collector.
	 * @param gzip whether the content is said to be coded with gzip
	 */
	BodyCollector(boolean gzip) {
		this(gzip, WHOLE);
	}

	private BodyCollector(boolean gzip, int kept) {
		this.kept = kept;
		this.decoder = gzip ? new GzipDigest() : null;
	}

	static BodyCollector of(Fields fields) {
		return of(fields, WHOLE);
	}

	/**
	 * Create a collector of what a head describes.
	 * @param fields the lines of the head
	 * @param kept how many octets of the beginning are kept
	 * @return the collector
	 */
	static BodyCollector of(Fields fields, int kept) {
		return new BodyCollector(
				fields.combined("Content-Encoding").map(Text::lower).filter(BodyCollector::isGzip).isPresent(), kept);
	}

	void add(byte[] bytes, int offset, int count) {
		this.digest.update(bytes, offset, count);
		this.length += count;
		keepBeginning(bytes, offset, count);
		keepEnd(bytes, offset, count);
		if (this.decoder != null) {
			this.decoder.add(bytes, offset, count);
		}
	}

	/**
	 * Return what was collected, once.
	 * @param complete whether all was received
	 */
	Body body(boolean complete) {
		Optional<Decoded> decoded = Optional.ofNullable(this.decoder).map(GzipDigest::decoded);
		return new Body(this.length, Hashes.hex(this.digest), complete, this.beginning, this.end, decoded);
	}

	private void keepBeginning(byte[] bytes, int offset, int count) {
		int fresh = Math.min(this.kept - this.beginning.length, count);
		if (fresh > 0) {
			int size = this.beginning.length;
			this.beginning = Arrays.copyOf(this.beginning, size + fresh);
			System.arraycopy(bytes, offset, this.beginning, size, fresh);
		}
	}

	private void keepEnd(byte[] bytes, int offset, int count) {
		int fresh = Math.min(END, count);
		int old = Math.min(END - fresh, this.end.length);
		byte[] joined = new byte[old + fresh];
		System.arraycopy(this.end, this.end.length - old, joined, 0, old);
		System.arraycopy(bytes, offset + count - fresh, joined, old, fresh);
		this.end = joined;
	}

	private static boolean isGzip(String coding) {
		return coding.equals("gzip") || coding.equals("x-gzip");
	}

}
