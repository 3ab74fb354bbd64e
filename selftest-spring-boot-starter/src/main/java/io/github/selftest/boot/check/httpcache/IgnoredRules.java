package io.github.selftest.boot.check.httpcache;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;
import io.github.selftest.boot.check.SelfTestConfigurationException;
import io.github.selftest.boot.check.httpcache.HttpCacheCheckProperties.Ignored;

/**
 * The rules that the operator has chosen to ignore, each with a reason and a last day,
 * everywhere or for one resource. A mistake in them fails as soon as this is created.
 */
final class IgnoredRules {

	private static final String PREFIX = "selftest.check.http-cache.ignore[%d]";

	private final List<Entry> entries = new ArrayList<>();

	/**
	 * Create them.
	 * @param ignored what is configured
	 * @param isRule knows the rules; not asked when nothing is ignored
	 */
	IgnoredRules(List<Ignored> ignored, Predicate<String> isRule) {
		for (int i = 0; i < ignored.size(); i++) {
			this.entries.add(entry(PREFIX.formatted(i), ignored.get(i), isRule));
		}
	}

	/**
	 * Turn a finding into what is to be reported.
	 * @param resource the name of the resource
	 * @param finding what was found
	 * @param clock the clock that tells the day
	 * @return a finding that passes up to the last day
	 */
	Finding applyTo(String resource, Finding finding, Clock clock) {
		if (finding.status() == Status.PASS) {
			return finding;
		}
		LocalDate today = LocalDate.now(clock);
		return matching(resource, finding).filter((entry) -> !entry.isOver(today))
			.map((entry) -> ignored(finding, entry))
			.orElse(finding);
	}

	/**
	 * Return what is to be said about entries whose last day has passed.
	 * @param resource the name of the resource
	 * @param clock the clock that tells the day
	 */
	List<Finding> expired(String resource, Clock clock) {
		LocalDate today = LocalDate.now(clock);
		return this.entries.stream()
			.filter((entry) -> entry.isFor(resource) && entry.isOver(today))
			.map((entry) -> ProbeCode.IGNORE_EXPIRED.finding(
					"Rule '%s' was to be ignored until %s: %s".formatted(entry.rule(), entry.until(), entry.reason()),
					today, "a last day that has not passed"))
			.toList();
	}

	private Optional<Entry> matching(String resource, Finding finding) {
		return this.entries.stream()
			.filter((entry) -> entry.isFor(resource)
					&& finding.code().equals(HttpCacheDefinitions.KIND + "." + entry.rule()))
			.max((one, other) -> one.until().compareTo(other.until()));
	}

	private static Finding ignored(Finding finding, Entry entry) {
		Finding passed = Finding.pass(finding.code(),
				"%s; ignored until %s: %s".formatted(finding.message(), entry.until(), entry.reason()));
		return (finding.observed() != null && finding.expected() != null)
				? passed.withValues(finding.observed(), finding.expected()) : passed;
	}

	private static Entry entry(String property, Ignored ignored, Predicate<String> isRule) {
		String rule = ignored.rule();
		if (rule == null || !isRule.test(rule)) {
			throw new SelfTestConfigurationException(property + ".rule", rule, "the code of a rule",
					"Write the code of the finding without 'http-cache.', such as 'if-range-stale'.");
		}
		String reason = ignored.reason();
		if (reason == null || reason.isBlank()) {
			throw new SelfTestConfigurationException(property + ".reason", null, "the reason why it is ignored",
					"Say in a few words why the finding is acceptable, such as 'no client of ours sends If-Range'.");
		}
		return new Entry(rule, ignored.resource(), reason.strip(), until(property + ".until", ignored.until()));
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
	 * What is ignored, why and how long.
	 *
	 * @param rule the id of the rule
	 * @param resource the name of the only resource, {@code null} for all
	 * @param reason the reason
	 * @param until the last day
	 */
	private record Entry(String rule, @Nullable String resource, String reason, LocalDate until) {

		boolean isFor(String name) {
			return this.resource == null || this.resource.equals(name);
		}

		boolean isOver(LocalDate today) {
			return today.isAfter(this.until);
		}

	}

}
