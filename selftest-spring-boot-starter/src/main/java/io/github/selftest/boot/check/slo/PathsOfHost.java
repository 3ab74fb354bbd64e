package io.github.selftest.boot.check.slo;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * The paths of the host that no user asks for.
 */
final class PathsOfHost {

	private PathsOfHost() {
	}

	static UserRequests.IgnoredPaths of(Environment environment, List<String> configured, List<String> actuator) {
		List<String> exact = new ArrayList<>();
		exact.add(environment.getProperty("selftest.health.path", "/health"));
		if (environment.getProperty("management.endpoint.health.probes.add-additional-paths", Boolean.class, false)) {
			exact.addAll(List.of("/livez", "/readyz"));
		}
		List<String> trees = new ArrayList<>(actuator);
		configured.stream().map(PathsOfHost::trimmed).forEach(trees::add);
		String servletPath = trimmed(environment.getProperty("spring.mvc.servlet.path", ""));
		return new UserRequests.IgnoredPaths("", servletPath, List.copyOf(trees), List.copyOf(exact));
	}

	/**
	 * Return the base path of Actuator; where it is the root, the path of each endpoint.
	 * @param endpoints the endpoints
	 * @return the paths
	 */
	static List<String> ofActuator(PathMappedEndpoints endpoints) {
		String base = trimmed(endpoints.getBasePath());
		return !base.isEmpty() ? List.of(base)
				: endpoints.getAllPaths().stream().map((path) -> trimmed(path)).filter(StringUtils::hasText).toList();
	}

	static String trimmed(String path) {
		String text = StringUtils.trimTrailingCharacter(path, '/');
		return (text.isEmpty() || text.startsWith("/")) ? text : "/" + text;
	}

}
