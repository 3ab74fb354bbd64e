package io.github.selftest.boot.observability;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * Where a person on this machine finds a verdict.
 */
final class EndpointUrl {

	private final Environment environment;

	private final Supplier<@Nullable String> path;

	EndpointUrl(Environment environment, Supplier<@Nullable String> path) {
		this.environment = environment;
		this.path = path;
	}

	String of(String group) {
		String path = this.path.get();
		if (path == null) {
			return "no URL, as 'selftest' is not in 'management.endpoints.web.exposure.include'";
		}
		String own = this.environment.getProperty("local.server.port");
		String management = this.environment.getProperty("local.management.port");
		String port = (management != null) ? management : own;
		return "http%s://localhost%s%s%s/%s".formatted(isSecure() ? "s" : "", (port != null) ? ":" + port : "",
				prefix(own != null && own.equals(port)), path, group);
	}

	private boolean isSecure() {
		String prefix = (this.environment.getProperty("management.server.port") != null) ? "management.server.ssl"
				: "server.ssl";
		return this.environment.getProperty(prefix + ".enabled", Boolean.class,
				this.environment.containsProperty(prefix + ".bundle")
						|| this.environment.containsProperty(prefix + ".key-store")
						|| this.environment.containsProperty(prefix + ".certificate"));
	}

	private String prefix(boolean samePort) {
		if (samePort) {
			return this.environment.getProperty("server.servlet.context-path", "") + servletPath();
		}
		return this.environment.getProperty("management.server.base-path", "");
	}

	private String servletPath() {
		String path = this.environment.getProperty("spring.mvc.servlet.path", "");
		return path.equals("/") ? "" : path;
	}

}
