package io.github.selftest.boot.check.security;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.github.selftest.boot.check.SelfTestConfigurationException;

/**
 * Properties of the checks of the service's own security.
 *
 * @param enabled Whether the service looks at its own security.
 * @param paths Paths that are asked with GET for security headers and flags of cookies.
 * @param protectedPaths Paths that are asked with GET and must not answer without a
 * sign-in.
 * @param errorPath Path that answers a GET with an error, which must show no stack trace.
 * @param signIn Where well-known passwords are tried when the group 'deep' is run.
 * @param certificate When the certificate of the own port has to be renewed.
 * @param developmentProfiles Profiles in which the settings that help developers are let
 * be.
 * @param ignore Rules that are ignored for a time.
 */
@ConfigurationProperties(prefix = "selftest.check.security", ignoreUnknownFields = false)
record SecurityCheckProperties(@DefaultValue("true") boolean enabled, @DefaultValue List<String> paths,
		@DefaultValue List<String> protectedPaths, @Nullable String errorPath, @DefaultValue SignIn signIn,
		@DefaultValue Certificate certificate, @DefaultValue( {
				"dev", "development", "local", "test" }) List<String> developmentProfiles,
		@DefaultValue List<Ignored> ignore){

	/**
	 * Where well-known passwords are tried.
	 *
	 * @param path Path of a sign-in. Nothing is tried without one.
	 * @param style How the sign-in takes user and password.
	 */
	record SignIn(@Nullable String path, @DefaultValue("basic") Style style) {

		/**
		 * How a sign-in takes user and password.
		 */
		enum Style {

			/**
			 * GET with a header {@code Authorization: Basic}.
			 */
			BASIC,

			/**
			 * POST of JSON with {@code username} and {@code password}.
			 */
			JSON

		}

	}

	/**
	 * When a certificate has to be renewed.
	 *
	 * @param warnWithin Time before the end of a certificate from which on it warns.
	 * @param failWithin Time before the end of a certificate from which on it fails.
	 */
	record Certificate(@DefaultValue("30d") Duration warnWithin, @DefaultValue("0d") Duration failWithin) {

		Certificate {
			if (failWithin.isNegative() || failWithin.compareTo(warnWithin) > 0) {
				throw new SelfTestConfigurationException("selftest.check.security.certificate.fail-within", failWithin,
						"a duration from 0 to 'warn-within', which is " + warnWithin,
						"Write a number of days such as 7d.");
			}
		}

	}

	/**
	 * A rule that is ignored for a time.
	 *
	 * @param rule Code of the finding without 'security.', such as 'header-hsts'.
	 * @param reason Reason why the finding is acceptable.
	 * @param until Last day on which the rule is ignored, such as '2030-12-31'.
	 */
	@ConfigurationPropertiesSource
	record Ignored(@Nullable String rule, @Nullable String reason, @Nullable String until) {

	}

}
