package io.github.selftest.sample.signin;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The customer as whom the shop tests itself. Nobody else uses it.
 *
 * @param username Name of the test account.
 * @param password Password of the test account, written to the database at start-up.
 */
// a random password differs each time the placeholder is read: take it from here only
@Validated
@ConfigurationProperties("shop.test-account")
public record TestAccount(@NotBlank String username, @NotBlank String password) {

	@Override
	public String toString() {
		return this.username;
	}

}
