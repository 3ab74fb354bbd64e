package io.github.selftest.boot.check.pool;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.github.selftest.boot.check.SelfTestConfigurationException;

/**
 * Properties of kind {@code pool}.
 *
 * @param enabled Whether connection pools are checked.
 * @param exclude Names of pools that are not checked.
 * @param groups Groups that the checks of pools belong to.
 * @param interval Time between two looks at a pool.
 * @param deadline Time after which a look at a pool is interrupted and fails.
 * @param borrowTimeout Longest time that a connection and its answers are waited for.
 * @param direct Whether one connection is opened beside a pool that cannot be asked, to
 * tell a pool that is short from a database that is gone, where the server has some to
 * spare.
 * @param spareConnections Connections that the server must have left beside the one that
 * a look takes of it. With 0 one is opened beside a pool whatever is known of that.
 * @param recordTimes Whether the metrics tracker of each pool is wrapped, so that
 * percentiles of the last minutes are known. The meters of the application stay as they
 * are.
 * @param window Time over which times of connections and statements are summed up.
 * @param acquireLimit Time within which a connection is to be had.
 * @param queryLimit Time within which 95 % of statements are to be answered.
 * @param queryAlert Time beyond which the 95th percentile of statements fails.
 * @param errorLimit Share of statements that may throw.
 * @param replicaLag Time that a standby may be behind.
 * @param heldConnections Number of connections that are held for long on purpose.
 * @param replicas Number of instances that use the same database with a pool like this.
 * @param callerTimeout Time after which callers of the service give up, such as the
 * timeout of a gateway or a probe.
 * @param idleCut Time after which something in between cuts idle connections, such as a
 * pooler, a load balancer or a firewall.
 * @param poolerMode How a pooler in between shares its connections.
 * @param failoverLimit Longest time without service when the pooler is gone.
 * @param targets Databases and poolers that are tried by name.
 */
@ConfigurationProperties(prefix = "selftest.check.pool", ignoreUnknownFields = false)
record PoolCheckProperties(@DefaultValue("true") boolean enabled, @DefaultValue Set<String> exclude, @DefaultValue( {
		"smoke", "continuous" }) Set<String> groups, @DefaultValue("15s") Duration interval,
		@DefaultValue("5s") Duration deadline, @DefaultValue("2s") Duration borrowTimeout,
		@DefaultValue("true") boolean direct, @DefaultValue("3") int spareConnections,
		@DefaultValue("false") boolean recordTimes, @DefaultValue("5m") Duration window,
		@DefaultValue("500ms") Duration acquireLimit, @DefaultValue("200ms") Duration queryLimit,
		@DefaultValue("300ms") Duration queryAlert, @DefaultValue("0.01") double errorLimit,
		@DefaultValue("10s") Duration replicaLag, @DefaultValue("1") int heldConnections,
		@DefaultValue("1") int replicas, @DefaultValue("10s") Duration callerTimeout, @Nullable Duration idleCut,
		@Nullable PoolerMode poolerMode, @DefaultValue("10s") Duration failoverLimit,
		@DefaultValue Map<String, Target> targets){

	private static final String PREFIX = "selftest.check.pool.";

	private static final Pattern GROUP = Pattern.compile("[a-z][A-Za-z0-9-]{0,39}");

	PoolCheckProperties {
		for (String group : groups) {
			if (!GROUP.matcher(group).matches()) {
				throw new SelfTestConfigurationException(PREFIX + "groups", group,
						"a name that matches " + GROUP.pattern(),
						"Start with a small letter; use letters, digits and dashes.");
			}
		}
		positive("interval", interval);
		positive("deadline", deadline);
		positive("borrow-timeout", borrowTimeout);
		positive("window", window);
		if (spareConnections < 0) {
			throw new SelfTestConfigurationException(PREFIX + "spare-connections", spareConnections, "0 or more",
					"Give the number of connections that are left to others.");
		}
		if (replicas < 1) {
			throw new SelfTestConfigurationException(PREFIX + "replicas", replicas, "1 or more",
					"Give the largest number of instances.");
		}
		targets.forEach((name, target) -> target.require(PREFIX + "targets." + name));
	}

	private static void positive(String name, Duration value) {
		if (value.isZero() || value.isNegative()) {
			throw new SelfTestConfigurationException(PREFIX + name, value, "a duration greater than 0",
					"Give a duration such as 5s.");
		}
	}

	/**
	 * How a pooler shares its connections.
	 */
	enum PoolerMode {

		/**
		 * A client has one connection as long as it is connected.
		 */
		SESSION,

		/**
		 * A client has another connection for each transaction.
		 */
		TRANSACTION,

		/**
		 * A client has another connection for each statement.
		 */
		STATEMENT

	}

	/**
	 * A database or a pooler.
	 *
	 * @param url JDBC URL.
	 * @param username User.
	 * @param password Password.
	 * @param role What it is.
	 */
	@ConfigurationPropertiesSource
	record Target(@Nullable String url, @Nullable String username, @Nullable String password,
			@DefaultValue("direct") Role role) {

		void require(String property) {
			if (this.url == null || !this.url.startsWith("jdbc:")) {
				// not the value, which may hold a password
				throw new SelfTestConfigurationException(property + ".url", (this.url != null) ? "***" : null,
						"a URL that starts with 'jdbc:'", "Give the URL that a data source would take.");
			}
		}

		@Override
		public String toString() {
			return "Target[role=" + this.role + "]";
		}

	}

	/**
	 * What a target is.
	 */
	enum Role {

		/**
		 * The primary database itself.
		 */
		DIRECT,

		/**
		 * A pooler before it.
		 */
		POOLER,

		/**
		 * A standby of it.
		 */
		STANDBY

	}

}
