package io.github.selftest.sample.signin;

import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

import io.github.selftest.sample.signin.Accounts.Role;

/**
 * Writes the accounts to the database before the shop calls itself ready.
 */
@Component
@Order(0)
class AccountsAtStart implements ApplicationRunner {

	private static final Logger logger = LoggerFactory.getLogger(AccountsAtStart.class);

	private final Accounts accounts;

	private final TestAccount test;

	private final DemoAccount demo;

	private final boolean development;

	AccountsAtStart(Accounts accounts, TestAccount test, DemoAccount demo, Environment environment) {
		this.accounts = accounts;
		this.test = test;
		this.demo = demo;
		this.development = !environment.acceptsProfiles(Profiles.of("postgres"));
	}

	@Override
	public void run(ApplicationArguments arguments) {
		this.accounts.save(this.test.username(), this.test.password(), Role.CUSTOMER);
		String password = this.demo.password();
		if (password != null) {
			this.accounts.save(this.demo.username(), password, Role.ADMIN);
		}
		else if (this.development) {
			saveDemoAccountWithPrintedPassword();
		}
	}

	private void saveDemoAccountWithPrintedPassword() {
		String password = UUID.randomUUID().toString();
		this.accounts.save(this.demo.username(), password, Role.ADMIN);
		logger.warn("Sign in as '{}' with the generated password {} (for development only)", this.demo.username(),
				password);
	}

}
