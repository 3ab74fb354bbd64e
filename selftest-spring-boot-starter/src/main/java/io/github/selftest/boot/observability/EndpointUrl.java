package io.github.selftest.boot.observability;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * Where a person on this machine finds a verdict.
 */
final class EndpointUrl {

	private final Environment environment;

	private final Supplier<Place> place;

	EndpointUrl(Environment environment, Supplier<Place> place) {
		this.environment = environment;
		this.place = place;
	}

	/**
	 * Return the address of the verdict of a group.
	 * @param group the name of the group
	 * @return the address, {@code null} if there is none
	 */
	@Nullable String of(String group) {
		String path = this.place.get().path();
		return (path != null) ? url(path) + "/" + group : null;
	}

	/**
	 * Return where to find all verdicts, or why nowhere.
	 * @return the address or the reason
	 */
	String whereToLook() {
		Place place = this.place.get();
		return (place.path() != null) ? url(place.path()) : "no URL, as " + place.reason();
	}

	private String url(String path) {
		String own = this.environment.getProperty("local.server.port");
		String management = this.environment.getProperty("local.management.port");
		String port = (management != null) ? management : own;
		return "http%s://localhost%s%s%s".formatted(isSecure() ? "s" : "", (port != null) ? ":" + port : "",
				prefix(own != null && own.equals(port)), path);
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

	/**
	 * Where the endpoint is.
	 *
	 * @param path its path, {@code null} if it has none
	 * @param reason why it has none
	 */
	record Place(@Nullable String path, String reason) {

		static Place at(String path) {
			return new Place(path, "");
		}

		static Place nowhere(String reason) {
			return new Place(null, reason);
		}

	}

}
