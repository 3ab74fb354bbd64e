package io.github.selftest.boot.check.httpcache;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rules there are.
 */
final class Rules {

	private static final List<Rule> ALL = Stream
		.of(MessageRules.rules(), ConditionalRules.rules(), ValidatorRules.rules(), NotModifiedRules.rules(),
				DirectiveRules.rules(), LifetimeRules.rules(), ErrorRules.rules(), OldFieldRules.rules(),
				PolicyReport.rules(), SharingRules.rules(), VaryRules.rules(), NegotiationRules.rules(),
				RangeRules.rules(), HeadRules.rules(), ClockRules.rules())
		.flatMap(List::stream)
		.sorted(Comparator.comparing(Rule::level))
		.toList();

	private Rules() {
	}

	/**
	 * Return all rules: those that fail first, then those that warn, then those that
	 * inform.
	 */
	static List<Rule> all() {
		return ALL;
	}

}
