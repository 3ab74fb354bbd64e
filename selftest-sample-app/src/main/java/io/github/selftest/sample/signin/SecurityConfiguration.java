package io.github.selftest.sample.signin;

import java.security.NoSuchAlgorithmException;

import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;

import jakarta.servlet.DispatcherType;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.web.servlet.HandlerExceptionResolver;

@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

	@Bean
	SecurityFilterChain shopSecurity(HttpSecurity http,
			@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
		AuthenticationEntryPoint unauthorized = unauthorized(problems);
		AccessDeniedHandler forbidden = (request, response, cause) -> problems.resolveException(request, response, null,
				cause);
		return http.authorizeHttpRequests(SecurityConfiguration::whoMayDoWhat)
			.oauth2ResourceServer((server) -> server.jwt((jwt) -> jwt.jwtAuthenticationConverter(rolesOfToken()))
				.authenticationEntryPoint(unauthorized)
				.accessDeniedHandler(forbidden))
			.exceptionHandling(
					(handling) -> handling.authenticationEntryPoint(unauthorized).accessDeniedHandler(forbidden))
			.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			// no cookie signs anybody in, so no other site can use one
			.csrf(AbstractHttpConfigurer::disable)
			.build();
	}

	@Bean
	PasswordEncoder passwordEncoder() {
		return new BCryptPasswordEncoder();
	}

	// new at each start: a token is good for the instance that issued it, until it stops
	@Bean
	SecretKey tokenKey() throws NoSuchAlgorithmException {
		KeyGenerator generator = KeyGenerator.getInstance("HmacSHA256");
		generator.init(256);
		return generator.generateKey();
	}

	@Bean
	JwtEncoder jwtEncoder(SecretKey tokenKey) {
		return NimbusJwtEncoder.withSecretKey(tokenKey).build();
	}

	@Bean
	JwtDecoder jwtDecoder(SecretKey tokenKey) {
		return NimbusJwtDecoder.withSecretKey(tokenKey).build();
	}

	private static void whoMayDoWhat(
			AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry routes) {
		routes.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll();
		// open, as the shop listens on loopback only; see application.yaml
		routes.requestMatchers(EndpointRequest.toAnyEndpoint()).permitAll();
		routes
			.requestMatchers("/health", "/products/**", "/assets/**", "/sensors/readings/latest", "/devices/**",
					"/auth/token")
			.permitAll();
		routes.requestMatchers("/admin/**").hasRole("ADMIN");
		routes.anyRequest().authenticated();
	}

	private static AuthenticationEntryPoint unauthorized(HandlerExceptionResolver problems) {
		AuthenticationEntryPoint challenge = new BearerTokenAuthenticationEntryPoint();
		return (request, response, cause) -> {
			challenge.commence(request, response, cause);
			problems.resolveException(request, response, null, cause);
		};
	}

	private static JwtAuthenticationConverter rolesOfToken() {
		JwtGrantedAuthoritiesConverter roles = new JwtGrantedAuthoritiesConverter();
		roles.setAuthoritiesClaimName("roles");
		roles.setAuthorityPrefix("ROLE_");
		JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
		converter.setJwtGrantedAuthoritiesConverter(roles);
		return converter;
	}

}
