package io.github.selftest.sample.fault;

import java.util.stream.Stream;

import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.stereotype.Component;

/**
 * Runs the migrations in {@code db/<profile>} of each active {@code fault-*} profile
 * after those of the shop. Never on a database that others share. The first line of each
 * of these files is the SQL that repairs the running shop.
 */
@Component
@Profile("!postgres")
class SqlFaults implements FlywayConfigurationCustomizer {

	private final Environment environment;

	private final ResourceLoader resources;

	SqlFaults(Environment environment, ResourceLoader resources) {
		this.environment = environment;
		this.resources = resources;
	}

	@Override
	public void customize(FluentConfiguration flyway) {
		String[] faults = Stream.of(this.environment.getActiveProfiles())
			.filter((profile) -> profile.startsWith("fault-"))
			.map((profile) -> "classpath:db/" + profile)
			.filter((location) -> this.resources.getResource(location + "/").exists())
			.toArray(String[]::new);
		String[] shop = Stream.of(flyway.getLocations()).map(Object::toString).toArray(String[]::new);
		flyway.locations(Stream.concat(Stream.of(shop), Stream.of(faults)).toArray(String[]::new));
	}

}
