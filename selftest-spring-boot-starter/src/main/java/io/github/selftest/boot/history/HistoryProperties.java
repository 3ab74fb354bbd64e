package io.github.selftest.boot.history;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the history.
 *
 * @param store Where the history of checks outlives the process: nowhere, in a file, or
 * in a table of the service's database.
 * @param file File for the store 'file'. Its folder is made if need be.
 * @param interval Time between two savings, 1 minute for a file and 5 minutes for a
 * database unless set.
 * @param dataSource Name of the bean for the store 'jdbc', needed when there are several
 * data sources and none is primary.
 * @param table Name of the table for the store 'jdbc', with its schema if need be.
 * @param initializeSchema Whether the table is created when it does not exist.
 * @param queryTimeout Time after which a statement of the store 'jdbc' is given up.
 */
@ConfigurationProperties("selftest.history")
record HistoryProperties(@DefaultValue("none") Store store, @Nullable Path file, @Nullable Duration interval,
		@Nullable String dataSource, @DefaultValue("selftest_history") String table,
		@DefaultValue("true") boolean initializeSchema, @DefaultValue("5s") Duration queryTimeout) {

	static final String PREFIX = "selftest.history";

	private static final Pattern TABLE = Pattern
		.compile("([A-Za-z_][A-Za-z0-9_]{0,62}\\.)?[A-Za-z_][A-Za-z0-9_]{0,62}");

	private static final Duration SHORTEST = Duration.ofSeconds(1);

	HistoryProperties {
		if (store == Store.FILE && (file == null || file.toString().isBlank())) {
			throw new InvalidHistoryException(PREFIX + ".file", "nothing", "the path of a file",
					"Give a path on a volume that outlives the process, or remove '" + PREFIX + ".store'.");
		}
		if (!TABLE.matcher(table).matches()) {
			throw new InvalidHistoryException(PREFIX + ".table", "'" + table + "'",
					"a name of letters, digits and underscores, with a schema and a dot before it if need be",
					"Correct the name.");
		}
		atLeastASecond(PREFIX + ".interval", interval);
		atLeastASecond(PREFIX + ".query-timeout", queryTimeout);
	}

	Duration intervalOr(Duration otherwise) {
		return (this.interval != null) ? this.interval : otherwise;
	}

	private static void atLeastASecond(String property, @Nullable Duration value) {
		if (value != null && value.compareTo(SHORTEST) < 0) {
			throw new InvalidHistoryException(property, value.toString(), "a duration of at least a second",
					"Give a duration such as 30s.");
		}
	}

	/**
	 * Where the history outlives the process.
	 */
	enum Store {

		/** Nowhere. */
		NONE,

		/** In a file. */
		FILE,

		/** In a table of the service's database. */
		JDBC

	}

}
