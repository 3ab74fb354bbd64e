package io.github.selftest.boot.check.security;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Finding;
import io.github.selftest.boot.check.SelfTestConfigurationException;
import io.github.selftest.boot.check.security.SecurityCheckProperties.Ignored;

/**
 * The rules that the operator has chosen to ignore, each with a reason and a last day. A
 * mistake in them fails as soon as this is created.
 */
final class IgnoredRules {

	private final Map<SecurityRule, Entry> entries = new EnumMap<>(SecurityRule.class);

	IgnoredRules(List<Ignored> ignored) {
		for (int i = 0; i < ignored.size(); i++) {
			String property = "selftest.check.security.ignore[%d]".formatted(i);
			this.entries.merge(rule(property, ignored.get(i).rule()), entry(property, ignored.get(i)),
					(one, other) -> one.until().isAfter(other.until()) ? one : other);
		}
	}

	/**
	 * Turn the finding of a breach into what is to be reported.
	 * @param rule the rule that is broken
	 * @param finding what was found
	 * @param clock the clock that tells the day
	 * @return a finding that passes up to the last day, and one that says so after it
	 */
	Finding applyTo(SecurityRule rule, Finding finding, Clock clock) {
		Entry entry = this.entries.get(rule);
		if (entry == null) {
			return finding;
		}
		if (LocalDate.now(clock).isAfter(entry.until())) {
			return copy(finding,
					Finding.of(finding.status(), finding.code(),
							"%s; it was ignored until %s".formatted(finding.message(), entry.until())),
					finding.remedy());
		}
		return copy(finding,
				Finding.pass(finding.code(),
						"%s; ignored until %s: %s".formatted(finding.message(), entry.until(), entry.reason())),
				finding.remedy());
	}

	private static Finding copy(Finding from, Finding to, @Nullable String remedy) {
		Finding copy = (remedy != null) ? to.withRemedy(remedy) : to;
		return (from.observed() != null && from.expected() != null) ? copy.withValues(from.observed(), from.expected())
				: copy;
	}

	private static SecurityRule rule(String property, @Nullable String id) {
		return SecurityRule.of(String.valueOf(id))
			.filter(SecurityRule::canBeIgnored)
			.orElseThrow(() -> new SelfTestConfigurationException(property + ".rule", id, "one of " + rules(),
					"Write the code of the finding without 'security.'."));
	}

	private static String rules() {
		return Arrays.stream(SecurityRule.values())
			.filter(SecurityRule::canBeIgnored)
			.map(SecurityRule::id)
			.collect(Collectors.joining(", "));
	}

	private static Entry entry(String property, Ignored ignored) {
		String reason = ignored.reason();
		if (reason == null || reason.isBlank()) {
			throw new SelfTestConfigurationException(property + ".reason", null, "the reason why it is ignored",
					"Say in a few words why the finding is acceptable, such as 'the gateway adds the header'.");
		}
		return new Entry(reason.strip(), until(property + ".until", ignored.until()));
	}

	private static LocalDate until(String property, @Nullable String until) {
		try {
			if (until != null) {
				return LocalDate.parse(until.strip());
			}
		}
		catch (DateTimeParseException ex) {
			// told below
		}
		throw new SelfTestConfigurationException(property, until, "a date such as '2030-12-31'",
				"Say up to which day the finding is ignored. It is back on the day after.");
	}

	/**
	 * Why and how long.
	 *
	 * @param reason the reason
	 * @param until the last day
	 */
	private record Entry(String reason, LocalDate until) {

	}

}
