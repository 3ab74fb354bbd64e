package io.github.selftest.boot.notify;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.github.selftest.api.Status;

/**
 * Properties of alerts.
 *
 * @param enabled Whether alerts and heartbeats are sent.
 * @param webhooks Targets of alerts by name, such as 'slack' or 'on-call'.
 * @param heartbeat Heartbeat to a dead-man switch, which alerts when it stays away.
 * @param link Link that alerts carry, such as to the page of this service.
 * @param connectTimeout Time within which a connection to a target must be made.
 * @param flushTimeout Time that alerts which still wait are given when the application
 * stops.
 * @param sslBundle SSL bundle to trust targets by, the trust of the JVM unless set.
 */
@ConfigurationProperties(prefix = "selftest.notify", ignoreUnknownFields = false)
record NotifyProperties(@DefaultValue("true") boolean enabled, @DefaultValue Map<String, Webhook> webhooks,
		@DefaultValue Heartbeat heartbeat, @Nullable String link, @DefaultValue("5s") Duration connectTimeout,
		@DefaultValue("2s") Duration flushTimeout, @Nullable String sslBundle) {

	static final String PREFIX = "selftest.notify";

	private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

	/** Stays in a value when what it names is not set. Anybody can guess it. */
	private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[\\w.-]+}");

	private static final int LONGEST_NAME = 25;

	private static final int SHORTEST_SECRET = 16;

	NotifyProperties {
		positive(PREFIX + ".connect-timeout", connectTimeout);
		webhooks.forEach(NotifyProperties::validate);
		heartbeat.validate();
	}

	private static void validate(String name, Webhook webhook) {
		String property = PREFIX + ".webhooks." + name;
		if (!NAME.matcher(name).matches() || name.length() > LONGEST_NAME || name.equals("heartbeat")) {
			throw new InvalidNotifyException(property, "'" + name + "'",
					"a name of at most 25 small letters, digits and single dashes, and not 'heartbeat'",
					"Give the target another name.");
		}
		webhook.validate(property);
	}

	private static void resolved(String property, @Nullable String value) {
		Matcher placeholder = PLACEHOLDER.matcher(Objects.requireNonNullElse(value, ""));
		if (placeholder.find()) {
			throw new InvalidNotifyException(property,
					"the placeholder '" + placeholder.group() + "', which nothing resolves", "a value",
					"Set the property or environment variable that it names.");
		}
	}

	private static void positive(String property, @Nullable Duration value) {
		if (value != null && (value.isZero() || value.isNegative())) {
			throw new InvalidNotifyException(property, value.toString(), "a duration greater than 0",
					"Give a duration such as 30s.");
		}
	}

	/**
	 * A target of alerts.
	 *
	 * @param url Where alerts are sent by POST, http or https. Its path is treated as a
	 * secret.
	 * @param format Form of the body, 'slack' unless set.
	 * @param template Resource with a body of your own, such as
	 * 'classpath:alerts/teams.json', in place of a format.
	 * @param contentType Content type of a body made from a template.
	 * @param headers Headers to send, by name.
	 * @param secret Secret that alerts are signed with; at least 16 characters.
	 * @param groups Groups whose changes are told.
	 * @param checks Ids of checks whose changes are told. An asterisk stands for all.
	 * @param states States that are told. Leaving them is told by a resolved alert.
	 * @param sendResolved Whether it is told when a state that was told has ended.
	 * @param reminderInterval Time after which an alert that lasts is sent again. Unless
	 * set, 4 hours, or 1 minute with the format 'alertmanager'.
	 * @param testInterval Time between two scheduled test alerts. Without one, a test
	 * alert is sent on request only, by POST of its check.
	 * @param timeout Time within which the target must have answered.
	 * @param queueCapacity Alerts that wait at most before those about the same check or
	 * group are folded into one.
	 * @param retry How a delivery that failed is tried again.
	 */
	@ConfigurationPropertiesSource
	record Webhook(@Nullable String url, @Nullable Format format, @Nullable String template,
			@DefaultValue("application/json") String contentType, @DefaultValue Map<String, String> headers,
			@Nullable String secret, @DefaultValue("continuous") Set<String> groups, @DefaultValue Set<String> checks,
			@DefaultValue( {
					"warn", "fail", "inconclusive" }) Set<Status> states,
			@DefaultValue("true") boolean sendResolved, @Nullable Duration reminderInterval,
			@Nullable Duration testInterval, @DefaultValue("10s") Duration timeout,
			@DefaultValue("100") int queueCapacity, @DefaultValue Retry retry){

		private static final Duration REMINDER = Duration.ofHours(4);

		private static final Duration RESEND = Duration.ofMinutes(1);

		Duration reminder() {
			if (this.reminderInterval != null) {
				return this.reminderInterval;
			}
			return (this.format == Format.ALERTMANAGER) ? RESEND : REMINDER;
		}

		void validate(String property) {
			resolved(property + ".url", this.url);
			resolved(property + ".secret", this.secret);
			this.headers.forEach((name, value) -> resolved(property + ".headers." + name, value));
			Address.of(property + ".url", this.url);
			if (this.format != null && this.template != null) {
				throw new InvalidNotifyException(property, "both 'format' and 'template'", "one of them",
						"Remove 'format' to send the body of your template, or 'template' to send the format.");
			}
			if (this.secret != null && this.secret.length() < SHORTEST_SECRET) {
				throw new InvalidNotifyException(property + ".secret", this.secret.length() + " characters",
						"16 characters or more", "Use a random secret, such as that of 'openssl rand -hex 32'.");
			}
			if (this.states.isEmpty() || this.states.contains(Status.PASS)) {
				throw new InvalidNotifyException(property + ".states", this.states.toString(),
						"one or more of warn, fail and inconclusive",
						"Remove 'pass': a pass is told by the resolved alert, with 'send-resolved'.");
			}
			if (this.queueCapacity < 1) {
				throw new InvalidNotifyException(property + ".queue-capacity", String.valueOf(this.queueCapacity),
						"1 or more", "Give the number of alerts that may wait.");
			}
			positive(property + ".reminder-interval", this.reminderInterval);
			positive(property + ".test-interval", this.testInterval);
			positive(property + ".timeout", this.timeout);
			positive(property + ".retry.first-delay", this.retry.firstDelay());
			positive(property + ".retry.max-delay", this.retry.maxDelay());
		}

		@Override
		public String toString() {
			return "a webhook";
		}

	}

	/**
	 * How a delivery that failed is tried again.
	 *
	 * @param firstDelay Time before the first new attempt; doubled with each, with some
	 * chance in it.
	 * @param maxDelay Longest time between two attempts, also when the target asks for
	 * more by 'Retry-After'.
	 */
	record Retry(@DefaultValue("1s") Duration firstDelay, @DefaultValue("5m") Duration maxDelay) {
	}

	/**
	 * Heartbeat to a dead-man switch.
	 *
	 * @param url Where the heartbeat is sent, http or https. Its path and query are
	 * treated as a secret.
	 * @param method HTTP method, GET or POST.
	 * @param headers Headers to send, by name.
	 * @param interval Time between two heartbeats.
	 * @param group Group that must have fresh results for a heartbeat to be sent.
	 * @param timeout Time within which the target must have answered.
	 */
	record Heartbeat(@Nullable String url, @DefaultValue("GET") String method,
			@DefaultValue Map<String, String> headers, @DefaultValue("1m") Duration interval,
			@DefaultValue("continuous") String group, @DefaultValue("10s") Duration timeout) {

		private static final Set<String> METHODS = Set.of("GET", "POST");

		void validate() {
			resolved(PREFIX + ".heartbeat.url", this.url);
			this.headers.forEach((name, value) -> resolved(PREFIX + ".heartbeat.headers." + name, value));
			if (this.url != null) {
				Address.of(PREFIX + ".heartbeat.url", this.url);
			}
			if (!METHODS.contains(this.method)) {
				throw new InvalidNotifyException(PREFIX + ".heartbeat.method", "'" + this.method + "'", "GET or POST",
						"Correct the method.");
			}
			positive(PREFIX + ".heartbeat.interval", this.interval);
			positive(PREFIX + ".heartbeat.timeout", this.timeout);
		}

		@Override
		public String toString() {
			return "a heartbeat";
		}

	}

}
