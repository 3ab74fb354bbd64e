package io.github.selftest.sample.signin;

import java.util.Objects;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Repository;

@Repository
class Accounts {

	private final JdbcClient jdbc;

	private final PasswordEncoder passwords;

	// a name that nobody has takes as long to refuse as one that somebody has
	private final String hashOfNobody;

	Accounts(JdbcClient jdbc, PasswordEncoder passwords) {
		this.jdbc = jdbc;
		this.passwords = passwords;
		this.hashOfNobody = hash("nobody");
	}

	void save(String username, String password, Role role) {
		this.jdbc.sql("""
				insert into account (username, password_hash, role) values (?, ?, ?)
				on conflict (username) do update set password_hash = excluded.password_hash, role = excluded.role""")
			.params(username, hash(password), role.name())
			.update();
	}

	Optional<Account> find(String username, String password) {
		Optional<Account> account = find(username);
		String hash = account.map(Account::passwordHash).orElse(this.hashOfNobody);
		boolean correct = this.passwords.matches(password, hash);
		return account.filter((found) -> correct);
	}

	private String hash(String password) {
		return Objects.requireNonNull(this.passwords.encode(password));
	}

	private Optional<Account> find(String username) {
		return this.jdbc.sql("select username, password_hash, role from account where username = ?")
			.param(username)
			.query(Account.class)
			.optional();
	}

	enum Role {

		CUSTOMER, ADMIN

	}

	record Account(String username, String passwordHash, Role role) {

	}

}
