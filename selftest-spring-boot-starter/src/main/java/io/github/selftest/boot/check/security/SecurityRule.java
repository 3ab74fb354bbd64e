package io.github.selftest.boot.check.security;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import io.github.selftest.api.Status;

/**
 * What is asked of a service, with the status that a breach has and with what mends it.
 */
enum SecurityRule {

	ERROR_SETTINGS(Status.WARN,
			"Remove 'spring.web.error.include-stacktrace' and 'spring.web.error.include-exception', whose defaults "
					+ "show neither"),

	SESSION_COOKIE_SETTINGS(Status.WARN,
			"Set 'server.servlet.session.cookie.secure' and '.http-only' to true, '.same-site' to lax, and "
					+ "'server.servlet.session.tracking-modes' to cookie, or remove them"),

	DEFAULT_USER(Status.WARN,
			"Publish a 'UserDetailsService' or another sign-in, and remove 'spring.security.user.password'"),

	H2_CONSOLE(Status.FAIL, "Set 'spring.h2.console.enabled' to false, or remove the servlet of the console"),

	DEVTOOLS_REMOTE(Status.FAIL,
			"Remove 'spring.devtools.remote.secret', and keep spring-boot-devtools out of the package"),

	SECRETS_IN_JAR(Status.WARN,
			"Take the values from environment variables, a mounted file or a vault, by a placeholder such as "
					+ "'${SHOP_DB_PASSWORD}', and change those that were published"),

	ACTUATOR_WILDCARD(Status.WARN,
			"Name the endpoints that are needed in 'management.endpoints.web.exposure.include' in place of '*'"),

	ACTUATOR_DATA(Status.FAIL,
			"Take the endpoints out of 'management.endpoints.web.exposure.include', or put a 'SecurityFilterChain' "
					+ "with 'EndpointRequest.toAnyEndpoint()' before them"),

	ACTUATOR_INTERNALS(Status.WARN,
			"Take the endpoints out of 'management.endpoints.web.exposure.include', or put a 'SecurityFilterChain' "
					+ "with 'EndpointRequest.toAnyEndpoint()' before them"),

	ACTUATOR_VALUES(Status.FAIL, "Set 'management.endpoint.<id>.show-values' to never or when-authorized"),

	ACTUATOR_WRITABLE(Status.FAIL,
			"Set 'management.endpoint.<id>.access' to read-only or none, or 'management.endpoints.access.max-permitted' "
					+ "to read-only"),

	CERTIFICATE_EXPIRED(Status.FAIL, "Renew the certificate; a bundle with 'reload-on-update' needs no restart"),

	CERTIFICATE_EXPIRES_SOON(Status.WARN, "Renew the certificate; a bundle with 'reload-on-update' needs no restart"),

	CERTIFICATE_NOT_YET_VALID(Status.FAIL,
			"Use a certificate that is valid already, and look at the clock of the host"),

	CERTIFICATE_UNREADABLE(Status.INCONCLUSIVE,
			"Look for the exception in the log, and at the key store or the bundle of the port"),

	TLS_PROTOCOLS(Status.WARN, "Remove the old protocols from 'enabled-protocols'; the default of the JDK has none"),

	HEADER_NOSNIFF(Status.WARN,
			"Use Spring Security, which sends it unless it is told not to, or set 'X-Content-Type-Options: nosniff' "
					+ "in a filter"),

	HEADER_HSTS(Status.WARN,
			"Use Spring Security, which sends it over TLS, or ignore the rule when a gateway adds the header"),

	HEADER_FRAMING(Status.WARN,
			"Set a 'Content-Security-Policy' with 'frame-ancestors', or 'X-Frame-Options: DENY' as Spring Security does"),

	HEADER_REFERRER_POLICY(Status.PASS,
			"Set 'Referrer-Policy', such as by 'http.headers((headers) -> headers.referrerPolicy(...))'"),

	HEADER_VERSION(Status.WARN, "Remove 'server.server-header', or the filter that adds the header"),

	COOKIE_SECURE(Status.WARN,
			"Set 'server.servlet.session.cookie.secure' to true, or 'Secure' where the cookie is made"),

	COOKIE_HTTP_ONLY(Status.WARN,
			"Set 'server.servlet.session.cookie.http-only' to true, or 'HttpOnly' where the cookie is made"),

	COOKIE_SAME_SITE(Status.WARN,
			"Set 'server.servlet.session.cookie.same-site' to lax, or publish a 'CookieSameSiteSupplier'"),

	PROTECTED_PATH_OPEN(Status.FAIL, "Ask for a sign-in in the 'SecurityFilterChain' that matches the path"),

	ERROR_STACK_TRACE(Status.FAIL,
			"Remove 'spring.web.error.include-stacktrace', and look for an '@ExceptionHandler' that writes the exception"),

	ERROR_EXCEPTION_NAME(Status.WARN,
			"Remove 'spring.web.error.include-exception', and look for an '@ExceptionHandler' that writes the exception"),

	SIGN_IN_DEFAULT(Status.FAIL, "Change the password of the account, or remove the account"),

	ANSWER_UNCLEAR(Status.INCONCLUSIVE, "Declare a path that answers as expected");

	private final Status status;

	private final String remedy;

	SecurityRule(Status status, String remedy) {
		this.status = status;
		this.remedy = remedy;
	}

	static Optional<SecurityRule> of(String id) {
		return Arrays.stream(values()).filter((rule) -> rule.id().equals(id)).findFirst();
	}

	String id() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	String code() {
		return "security." + id();
	}

	/**
	 * Return the status of a breach. A rule that nobody can break is a note, which
	 * passes.
	 */
	Status status() {
		return this.status;
	}

	String remedy() {
		return this.remedy;
	}

	boolean canBeIgnored() {
		return this.status == Status.WARN || this.status == Status.FAIL;
	}

}
