package io.github.selftest.sample.signin;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The administrator as whom you try the shop out.
 *
 * @param username Name of the demo account.
 * @param password Password of the demo account; by default a random one that is printed
 * in the log.
 */
@ConfigurationProperties("shop.demo-account")
record DemoAccount(@DefaultValue("farmer") String username, @Nullable String password) {

	@Override
	public String toString() {
		return this.username;
	}

}
