package io.github.selftest.sample.fault;

import org.springframework.context.annotation.Profile;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.stereotype.Component;

/**
 * Somebody has switched off the security headers for all routes, to have one page shown
 * in a frame.
 */
@Component
@Profile("fault-headers")
class HeadersFault implements Customizer<HttpSecurity> {

	@Override
	public void customize(HttpSecurity http) {
		http.headers(HeadersConfigurer::disable);
	}

}
