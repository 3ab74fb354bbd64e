package io.github.selftest.boot.endpoint.health;

import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Properties of '/health' and of the health group.
 *
 * @param enabled Whether '/health' is answered, unless the application does so itself.
 * @param path Path of '/health' below the context path and the servlet path.
 * @param groups Groups whose verdict decides '/health' as well, beside the checks that
 * are about this instance alone.
 * @param additionalPath Further path of the health group 'selftest', such as
 * 'server:/selftestz'.
 */
@ConfigurationProperties(prefix = "selftest.health", ignoreUnknownFields = false)
record HealthProperties(@DefaultValue("true") boolean enabled, @DefaultValue("/health") String path,
		@DefaultValue List<String> groups, @Nullable String additionalPath) {

	private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)+");

	private static final Pattern ADDITIONAL_PATH = Pattern.compile("(server|management):/?[A-Za-z0-9._~-]+");

	HealthProperties {
		if (!PATH.matcher(path).matches()) {
			throw new InvalidConfigurationPropertyValueException("selftest.health.path", path,
					"It must be a path such as '/health' without wildcards");
		}
		if (additionalPath != null && !ADDITIONAL_PATH.matcher(additionalPath).matches()) {
			throw new InvalidConfigurationPropertyValueException("selftest.health.additional-path", additionalPath,
					"It must be the port, 'server' or 'management', a colon and a path of one segment, such as "
							+ "'server:/selftestz'");
		}
	}

}
