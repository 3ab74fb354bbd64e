package io.github.selftest.boot.synthetic;

import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the header of a signature holds.
 *
 * @param keyId the id of the key, of which nothing is known yet
 * @param seconds when the request was signed
 * @param nonce what is used once
 * @param mac the signature
 */
@SuppressWarnings("ArrayRecordComponent")
record Signed(String keyId, long seconds, String nonce, byte[] mac) {

	private static final int LONGEST = 64 + 12 + 64 + 64 + "kid=,t=,n=,v1=".length();

	private static final Pattern FORM = Pattern.compile("kid=([A-Za-z0-9][A-Za-z0-9._-]{0,63}),t=([1-9][0-9]{0,11}),"
			+ "n=([A-Za-z0-9_-]{16,64}),v1=([0-9a-f]{64})");

	/**
	 * Read a header.
	 * @param header the value
	 * @return what it holds
	 * @throws RejectedException if it has another form
	 */
	static Signed parse(String header) throws RejectedException {
		if (header.length() > LONGEST) {
			throw new RejectedException(Reason.MALFORMED);
		}
		Matcher form = FORM.matcher(header);
		if (!form.matches()) {
			throw new RejectedException(Reason.MALFORMED);
		}
		return new Signed(form.group(1), Long.parseLong(form.group(2)), form.group(3),
				HexFormat.of().parseHex(form.group(4)));
	}

	@Override
	public String toString() {
		return "a signature with key '" + this.keyId + "'";
	}

}
