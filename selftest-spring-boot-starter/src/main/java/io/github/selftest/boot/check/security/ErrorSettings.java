package io.github.selftest.boot.check.security;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.autoconfigure.web.ErrorProperties.IncludeAttribute;

/**
 * Error answers are set to show no stack trace and no exception.
 */
final class ErrorSettings implements SettingRule {

	private static final String STACK_TRACE = "spring.web.error.include-stacktrace";

	private static final String EXCEPTION = "spring.web.error.include-exception";

	private final Settings settings;

	ErrorSettings(Settings settings) {
		this.settings = settings;
	}

	@Override
	public SecurityRule rule() {
		return SecurityRule.ERROR_SETTINGS;
	}

	@Override
	public void look(RuleReport report) {
		List<String> shown = shown();
		if (shown.isEmpty()) {
			report.kept(rule(), "No setting lets an error answer show a stack trace or an exception");
			return;
		}
		report.broken(rule(), "Error answers are set to show what went on inside", String.join(", ", shown),
				"neither a stack trace nor an exception");
	}

	private List<String> shown() {
		List<String> shown = new ArrayList<>();
		IncludeAttribute stackTrace = this.settings.get(STACK_TRACE, IncludeAttribute.class);
		if (stackTrace != null && stackTrace != IncludeAttribute.NEVER) {
			shown.add("'%s' is %s".formatted(STACK_TRACE,
					(stackTrace == IncludeAttribute.ALWAYS) ? "always" : "on-param"));
		}
		if (this.settings.isTrue(EXCEPTION)) {
			shown.add("'%s' is true".formatted(EXCEPTION));
		}
		return shown;
	}

}
