package io.github.selftest.boot.webpage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/**
 * A style or script of this package that is put into the page as it is, and its hash for
 * the Content-Security-Policy.
 */
final class InlineResource {

	private final String tag;

	private final String text;

	private InlineResource(String tag, String text) {
		if (text.toLowerCase(Locale.ROOT).contains("</") || text.contains("<!--") || text.indexOf('\r') >= 0) {
			throw new IllegalArgumentException(
					"A %s that is put into a page must hold no end of an element, comment or carriage return"
						.formatted(tag));
		}
		this.tag = tag;
		this.text = text;
	}

	static InlineResource style(String name) {
		return new InlineResource("style", read(name));
	}

	static InlineResource script(String name) {
		return new InlineResource("script", read(name));
	}

	String tag() {
		return this.tag;
	}

	String text() {
		return this.text;
	}

	/**
	 * Return what the Content-Security-Policy calls it.
	 * @return the source expression
	 */
	String hash() {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(this.text.getBytes(StandardCharsets.UTF_8));
			return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Each Java platform has SHA-256", ex);
		}
	}

	private static String read(String name) {
		try (InputStream in = InlineResource.class.getResourceAsStream(name)) {
			if (in == null) {
				throw new IllegalStateException("Resource '%s' is missing beside '%s'; expected it in the jar"
					.formatted(name, InlineResource.class.getName()));
			}
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
