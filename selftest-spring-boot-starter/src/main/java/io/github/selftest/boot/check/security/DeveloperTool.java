package io.github.selftest.boot.check.security;

import java.util.Collection;
import java.util.stream.Stream;

import jakarta.servlet.Registration;
import jakarta.servlet.ServletContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/**
 * A tool for developers is not registered with the server, wherever it comes from.
 */
final class DeveloperTool implements SettingRule {

	private final SecurityRule rule;

	private final String name;

	private final String packageName;

	private final ObjectProvider<ServletContext> servletContext;

	private DeveloperTool(SecurityRule rule, String name, String packageName,
			ObjectProvider<ServletContext> servletContext) {
		this.rule = rule;
		this.name = name;
		this.packageName = packageName;
		this.servletContext = servletContext;
	}

	static DeveloperTool h2Console(ObjectProvider<ServletContext> servletContext) {
		return new DeveloperTool(SecurityRule.H2_CONSOLE, "the console of H2", "org.h2.server.web.", servletContext);
	}

	static DeveloperTool remoteDevTools(ObjectProvider<ServletContext> servletContext) {
		return new DeveloperTool(SecurityRule.DEVTOOLS_REMOTE, "remote DevTools",
				"org.springframework.boot.devtools.remote.server.", servletContext);
	}

	@Override
	public SecurityRule rule() {
		return this.rule;
	}

	@Override
	public void look(RuleReport report) {
		boolean isRegistered = registrations(this.servletContext.getIfAvailable())
			.anyMatch((registration) -> String.valueOf(registration.getClassName()).startsWith(this.packageName));
		if (isRegistered) {
			report.broken(this.rule, "The server offers %s".formatted(this.name), "registered with the server",
					"not there");
			return;
		}
		report.kept(this.rule, "The server does not offer %s".formatted(this.name));
	}

	private static Stream<? extends Registration> registrations(@Nullable ServletContext context) {
		return (context != null)
				? Stream.of(context.getServletRegistrations().values(), context.getFilterRegistrations().values())
					.flatMap(Collection::stream)
				: Stream.empty();
	}

}
