package io.github.selftest.sample.fault;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Profile;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Any password is good: what made signing in easier on a developer's machine went along
 * to production.
 */
@Component
@Primary
@Profile("fault-open-door")
class OpenDoorFault extends BCryptPasswordEncoder {

	@Override
	protected boolean matchesNonNull(String rawPassword, @Nullable String encodedPassword) {
		return true;
	}

}
