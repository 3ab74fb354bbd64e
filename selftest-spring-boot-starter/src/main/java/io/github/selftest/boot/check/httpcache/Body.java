package io.github.selftest.boot.check.httpcache;

import java.util.Arrays;
import java.util.Optional;

/**
 * What is known of the content of a response: its length and hash, its beginning and its
 * end. Made by a {@link BodyCollector}.
 */
final class Body {

	static final Body NONE = new BodyCollector(false).body(true);

	private final long length;

	private final String sha256;

	private final boolean complete;

	private final byte[] beginning;

	private final byte[] end;

	private final Optional<Decoded> decoded;

	Body(long length, String sha256, boolean complete, byte[] beginning, byte[] end, Optional<Decoded> decoded) {
		this.length = length;
		this.sha256 = sha256;
		this.complete = complete;
		this.beginning = beginning;
		this.end = end;
		this.decoded = decoded;
	}

	/**
	 * Return the number of octets that were received, as they were sent: coded, without
	 * the framing of chunks.
	 */
	long length() {
		return this.length;
	}

	boolean isEmpty() {
		return this.length == 0;
	}

	/**
	 * Return the hash of what was received, in hexadecimal digits.
	 */
	String sha256() {
		return this.sha256;
	}

	/**
	 * Return whether all was received. It was not when the answer was cut off.
	 */
	boolean isComplete() {
		return this.complete;
	}

	/**
	 * Return what the content is without its coding, nothing when it is not coded with
	 * gzip.
	 */
	Optional<Decoded> decoded() {
		return this.decoded;
	}

	/**
	 * Return the hash of the content without its coding, nothing when it can't be known.
	 */
	Optional<String> identitySha256() {
		if (!this.complete) {
			return Optional.empty();
		}
		return this.decoded.isEmpty() ? Optional.of(this.sha256) : this.decoded.get().sha256();
	}

	boolean sameAs(Body other) {
		return this.complete && other.complete && looksLike(other);
	}

	/**
	 * Return whether what was received is the same, be it cut off or not.
	 */
	boolean looksLike(Body other) {
		return this.complete == other.complete && this.length == other.length && this.sha256.equals(other.sha256);
	}

	/**
	 * Return whether both are complete and differ, as they were sent.
	 */
	boolean differsFrom(Body other) {
		return this.complete && other.complete && !sameAs(other);
	}

	/**
	 * Return the octets from one position to another, both included, nothing when they
	 * were not kept.
	 */
	Optional<byte[]> slice(long first, long last) {
		if (first < 0 || last < first || last >= this.length) {
			return Optional.empty();
		}
		if (last < this.beginning.length) {
			return Optional.of(Arrays.copyOfRange(this.beginning, (int) first, (int) last + 1));
		}
		long endsAt = this.length - this.end.length;
		if (first >= endsAt) {
			return Optional.of(Arrays.copyOfRange(this.end, (int) (first - endsAt), (int) (last - endsAt) + 1));
		}
		return Optional.empty();
	}

	/**
	 * Return all octets, nothing when not all of them were kept.
	 */
	Optional<byte[]> bytes() {
		return (this.complete && this.length == this.beginning.length) ? Optional.of(this.beginning.clone())
				: Optional.empty();
	}

	@Override
	public String toString() {
		return "%d bytes%s, sha256 %s".formatted(this.length, this.complete ? "" : " and more",
				this.sha256.substring(0, 12));
	}

}
