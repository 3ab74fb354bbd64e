package io.github.selftest.sample.signin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.stereotype.Component;

import io.github.selftest.sample.signin.Accounts.Account;

@Component
class Tokens {

	private static final Duration LIFETIME = Duration.ofMinutes(15);

	private final JwtEncoder encoder;

	Tokens(JwtEncoder encoder) {
		this.encoder = encoder;
	}

	Token issue(Account account) {
		Instant now = Instant.now();
		JwtClaimsSet claims = JwtClaimsSet.builder()
			.issuer("farm-shop")
			.subject(account.username())
			.issuedAt(now)
			.expiresAt(now.plus(LIFETIME))
			.claim("roles", List.of(account.role().name()))
			.build();
		JwsHeader header = JwsHeader.with(MacAlgorithm.HS256).build();
		String value = this.encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
		return new Token(value, "Bearer", LIFETIME.toSeconds());
	}

	record Token(String accessToken, String tokenType, long expiresInSeconds) {

	}

}
