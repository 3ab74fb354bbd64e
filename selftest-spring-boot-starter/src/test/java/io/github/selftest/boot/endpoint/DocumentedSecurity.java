package io.github.selftest.boot.endpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/**
 * The security chain that {@code docs/endpoint.md} shows, compiled and tried.
 */
@Configuration(proxyBeanMethods = false)
public class DocumentedSecurity {

	// docs: begin
	@Bean
	@Order(1)
	SecurityFilterChain selfTestSecurity(HttpSecurity http) throws Exception {
		http.securityMatcher(EndpointRequest.to("selftest", "selftestmutes"));
		http.authorizeHttpRequests((requests) -> requests.anyRequest().hasRole("MONITOR"));
		http.csrf((csrf) -> csrf.disable());
		http.sessionManagement((session) -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
		http.requestCache((cache) -> cache.disable());
		http.httpBasic((basic) -> basic.authenticationEntryPoint((request, response, ex) -> refuse(response, 401)));
		http.exceptionHandling(
				(refused) -> refused.authenticationEntryPoint((request, response, ex) -> refuse(response, 401))
					.accessDeniedHandler((request, response, ex) -> refuse(response, 403)));
		return http.build();
	}

	private static void refuse(HttpServletResponse response, int status) throws IOException {
		response.setStatus(status);
		response.setContentType("application/json");
		if (status == 401) {
			response.setHeader("WWW-Authenticate", "Basic realm=\"selftest\"");
		}
		byte[] body = "{\"status\":%d,\"error\":\"not-permitted\"}".formatted(status).getBytes(StandardCharsets.UTF_8);
		response.setContentLength(body.length);
		response.getOutputStream().write(body);
	}
	// docs: end

}
