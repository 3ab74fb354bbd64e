package io.github.selftest.boot.synthetic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.synthetic.SyntheticRequest;
import io.github.selftest.api.synthetic.SyntheticSignature;

/**
 * The keys and tokens that there are. Says the same of a key that does not exist and of a
 * signature that is wrong, in the same time but for that of a body, which is read for a
 * key that exists.
 */
final class Proofs {

	private static final long WINDOW_SECONDS = 60;

	private final Map<String, Key> keys = new LinkedHashMap<>();

	private final List<Token> tokens = new ArrayList<>();

	/** What the signature of an unknown key is compared with. */
	private final byte[] dummy = new SelfKey("").secret();

	private final String audience;

	private final List<String> prefixes;

	private final InstantSource clock;

	Proofs(SyntheticProperties properties, String audience, SelfKey self, InstantSource clock, LongSupplier nanoTime) {
		this.audience = audience;
		this.prefixes = properties.externalPrefixes();
		this.clock = clock;
		this.keys.put(SelfKey.ID,
				new Key(new Credential(SelfKey.ID, SelfKey.ID, null, Names.ANY, Names.ANY, PathRules.NONE, null),
						self.secret()));
		for (SyntheticProperties.Key key : properties.keys()) {
			String id = String.valueOf(key.id());
			Credential credential = new Credential(id, id, key.notAfter(), new Names(key.tenants()),
					new Names(key.faults()), PathRules.of(id, key.paths()),
					new Limit(key.requestsPerSecond(), nanoTime));
			this.keys.put(id, new Key(credential, bytes(key.secret())));
		}
		for (SyntheticProperties.Token token : properties.tokens()) {
			String id = String.valueOf(token.id());
			Credential credential = new Credential(id, id, token.notAfter(), new Names(token.tenants()),
					new Names(token.faults()), PathRules.of(id, token.paths()),
					new Limit(token.requestsPerSecond(), nanoTime));
			this.tokens.add(new Token(credential, hash(bytes(token.value()))));
		}
	}

	Collection<String> labels() {
		List<String> labels = new ArrayList<>(this.keys.keySet());
		this.tokens.forEach((token) -> labels.add(token.credential().label()));
		return labels;
	}

	void requireInWindow(Signed signed) throws RejectedException {
		if (Math.abs(this.clock.instant().getEpochSecond() - signed.seconds()) > WINDOW_SECONDS) {
			throw new RejectedException(Reason.OUTSIDE_WINDOW);
		}
	}

	/**
	 * Verify a signature.
	 * @param claim the request
	 * @param signed its signature
	 * @return the key that it was signed with
	 * @throws RejectedException if it is not valid
	 * @throws IOException if the body cannot be read
	 */
	Credential verify(Claim claim, Signed signed) throws RejectedException, IOException {
		Key key = this.keys.get(signed.keyId());
		// nothing is read for a key that does not exist
		byte[] body = (key != null) ? claim.bytes() : new byte[0];
		boolean matches = matches((key != null) ? key.secret() : this.dummy, claim, signed, body);
		if (key == null) {
			throw new RejectedException(Reason.UNKNOWN_KEY);
		}
		if (!matches) {
			throw new RejectedException(Reason.BAD_SIGNATURE);
		}
		return unexpired(key.credential());
	}

	private boolean matches(byte[] secret, Claim claim, Signed signed, byte[] body) {
		boolean matches = matches(secret, claim, claim.target(), signed, body);
		for (String prefix : this.prefixes) {
			matches |= matches(secret, claim, prefix + claim.target(), signed, body);
		}
		return matches;
	}

	private boolean matches(byte[] secret, Claim claim, String target, Signed signed, byte[] body) {
		SyntheticRequest request = SyntheticRequest.of(claim.method(), target)
			.withTenant(claim.tenant().orElse(""))
			.withFault(claim.fault().orElse(""))
			.withBody(body);
		return MessageDigest.isEqual(
				SyntheticSignature.of(secret, this.audience, signed.seconds(), signed.nonce(), request), signed.mac());
	}

	/**
	 * Verify a token.
	 * @param presented the token of a request
	 * @return what it is good for
	 * @throws RejectedException if it is not valid
	 */
	Credential verify(String presented) throws RejectedException {
		byte[] hash = hash(presented.getBytes(StandardCharsets.ISO_8859_1));
		Token found = null;
		for (Token token : this.tokens) {
			found = MessageDigest.isEqual(token.hash(), hash) ? token : found;
		}
		if (found == null) {
			throw new RejectedException(Reason.UNKNOWN_TOKEN);
		}
		return unexpired(found.credential());
	}

	private Credential unexpired(Credential credential) throws RejectedException {
		if (credential.isExpiredAt(this.clock.instant())) {
			throw new RejectedException(Reason.KEY_EXPIRED);
		}
		return credential;
	}

	private static byte[] bytes(@Nullable String secret) {
		return String.valueOf(secret).getBytes(StandardCharsets.UTF_8);
	}

	private static byte[] hash(byte[] token) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(token);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("each Java platform has SHA-256", ex);
		}
	}

	@SuppressWarnings("ArrayRecordComponent")
	private record Key(Credential credential, byte[] secret) {

		@Override
		public String toString() {
			return this.credential.id();
		}

	}

	@SuppressWarnings("ArrayRecordComponent")
	private record Token(Credential credential, byte[] hash) {

		@Override
		public String toString() {
			return this.credential.id();
		}

	}

}
