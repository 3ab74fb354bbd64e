package io.github.selftest.sample.signin;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import io.github.selftest.sample.signin.Tokens.Token;

@RestController
class TokenController {

	private final Accounts accounts;

	private final Tokens tokens;

	TokenController(Accounts accounts, Tokens tokens) {
		this.accounts = accounts;
		this.tokens = tokens;
	}

	@PostMapping("/auth/token")
	Token signIn(@RequestBody @Valid Credentials credentials) {
		return this.accounts.find(credentials.username(), credentials.password())
			.map(this.tokens::issue)
			.orElseThrow(() -> new BadCredentialsException("wrong username or password"));
	}

	record Credentials(@NotBlank @Size(max = 40) String username, @NotBlank @Size(max = 72) String password) {

		@Override
		public String toString() {
			return this.username;
		}

	}

}
