package io.github.selftest.boot.check.pool;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Finding;
import io.github.selftest.boot.check.pool.PoolCheckProperties.PoolerMode;
import io.github.selftest.boot.check.pool.PoolCheckProperties.Role;
import io.github.selftest.boot.check.pool.PoolCheckProperties.Target;

/**
 * The traps in the settings of a pool, each with the property that mends it.
 */
final class SettingRules {

	private static final Pattern PREPARE_THRESHOLD = Pattern.compile("[?&]prepareThreshold=(-?[0-9]+)");

	private static final Pattern POOLER_PORT = Pattern.compile("//[^/]*:(6432|6543)(/|$|,)");

	private static final Pattern SERVERS = Pattern.compile("//[^/?]*");

	private static final Pattern VERSION = Pattern.compile("([0-9]+)\\.([0-9]+)");

	private static final String SETTING = "spring.datasource.hikari.";

	private final PoolCheckProperties properties;

	private final boolean onVirtualThreads;

	private final int javaVersion;

	SettingRules(PoolCheckProperties properties, boolean onVirtualThreads, int javaVersion) {
		this.properties = properties;
		this.onVirtualThreads = onVirtualThreads && javaVersion >= 21;
		this.javaVersion = javaVersion;
	}

	List<Finding> look(String name, HikariDataSource pool, Answer.@Nullable Server server) {
		List<Finding> findings = new ArrayList<>();
		connectionTimeout(findings, name, pool);
		if (server != null) {
			serverLimit(findings, name, pool, server);
		}
		lifetimes(findings, name, pool, idleCut(server));
		leakDetection(findings, name, pool);
		preparedStatements(findings, name, pool);
		if (this.onVirtualThreads) {
			virtualThreads(findings, name, server);
		}
		return findings;
	}

	private void connectionTimeout(List<Finding> findings, String name, HikariDataSource pool) {
		long callers = this.properties.callerTimeout().toMillis();
		if (pool.getConnectionTimeout() >= callers) {
			findings.add(Finding
				.warn("pool.connection-timeout",
						"Pool '%s' lets users wait longer than their callers do".formatted(name))
				.withValues(pool.getConnectionTimeout() + " ms", "less than " + callers + " ms")
				.withRemedy("Set '" + SETTING + "connection-timeout' below the time-outs of gateways and probes, "
						+ "or tell theirs by 'selftest.check.pool.caller-timeout'"));
		}
	}

	private void serverLimit(List<Finding> findings, String name, HikariDataSource pool, Answer.Server server) {
		Integer limit = server.connections();
		int wanted = pool.getMaximumPoolSize() * this.properties.replicas();
		if (limit != null && wanted > limit) {
			findings.add(tooMany("pool '" + name + "'", wanted, limit));
		}
	}

	/**
	 * Look at pools that share a server, which each of them alone would not fill.
	 * @param pools all pools
	 * @return findings of those that together are too large
	 */
	List<Finding> lookTogether(Collection<PoolCheck> pools) {
		Map<String, List<PoolCheck>> byServers = pools.stream()
			.filter((pool) -> !servers(pool.dataSource().getJdbcUrl()).isEmpty())
			.collect(Collectors.groupingBy((pool) -> servers(pool.dataSource().getJdbcUrl()), LinkedHashMap::new,
					Collectors.toList()));
		List<Finding> findings = new ArrayList<>();
		byServers.values().stream().filter((shared) -> shared.size() > 1).forEach((shared) -> {
			Integer limit = shared.stream().map(SettingRules::limit).filter(Objects::nonNull).findFirst().orElse(null);
			int each = shared.stream().mapToInt((pool) -> pool.dataSource().getMaximumPoolSize()).sum();
			int largest = shared.stream().mapToInt((pool) -> pool.dataSource().getMaximumPoolSize()).max().orElse(0);
			int replicas = this.properties.replicas();
			// one that is too large alone has been named
			if (limit != null && each * replicas > limit && largest * replicas <= limit) {
				findings.add(tooMany("pools " + names(shared), each * replicas, limit));
			}
		});
		return findings;
	}

	private static @Nullable Integer limit(PoolCheck pool) {
		Answer.Server server = pool.server();
		return (server != null) ? server.connections() : null;
	}

	private static String names(List<PoolCheck> pools) {
		return pools.stream().map((pool) -> "'" + pool.name() + "'").sorted().collect(Collectors.joining(", "));
	}

	private Finding tooMany(String whose, int wanted, int limit) {
		return Finding
			.warn("pool.server-limit",
					"%d instances with %s may want more connections than the server has"
						.formatted(this.properties.replicas(), whose))
			.withValues(wanted, "at most %d, which is max_connections without those reserved".formatted(limit))
			.withRemedy("Lower '" + SETTING + "maximum-pool-size', raise 'max_connections', or use a pooler");
	}

	private @Nullable Duration idleCut(Answer.@Nullable Server server) {
		Long millis = (server != null) ? server.idleSessionMillis() : null;
		Duration ofServer = (millis != null && millis > 0) ? Duration.ofMillis(millis) : null;
		Duration told = this.properties.idleCut();
		if (told == null || ofServer == null) {
			return (told != null) ? told : ofServer;
		}
		return (told.compareTo(ofServer) < 0) ? told : ofServer;
	}

	private static void lifetimes(List<Finding> findings, String name, HikariDataSource pool,
			@Nullable Duration idleCut) {
		if (pool.getMaxLifetime() == 0) {
			findings.add(Finding.warn("pool.max-lifetime", "Connections of pool '%s' live for ever".formatted(name))
				.withValues("0", "some minutes")
				.withRemedy("Set '" + SETTING + "max-lifetime', so that a failover or a new address is noticed"));
		}
		if (idleCut == null) {
			return;
		}
		long keepalive = pool.getKeepaliveTime();
		boolean isKeptAlive = keepalive > 0 && keepalive < idleCut.toMillis();
		boolean isRenewed = pool.getMaxLifetime() > 0 && pool.getMaxLifetime() < idleCut.toMillis();
		if (!isKeptAlive && !isRenewed) {
			findings.add(Finding
				.warn("pool.keepalive", "Idle connections of pool '%s' are cut before it renews them".formatted(name))
				.withValues("keepalive-time %d ms, max-lifetime %d ms".formatted(keepalive, pool.getMaxLifetime()),
						"one of them less than " + idleCut.toMillis() + " ms")
				.withRemedy("Set '" + SETTING + "keepalive-time' (30s or more) below that"));
		}
	}

	private static void leakDetection(List<Finding> findings, String name, HikariDataSource pool) {
		if (pool.getLeakDetectionThreshold() == 0) {
			// a note that never counts, as it is off by default
			findings.add(Finding
				.pass("pool.leak-detection", "Pool '%s' would not log who keeps a connection".formatted(name))
				.withValues("0", "longer than the longest use")
				.withRemedy("Set '" + SETTING + "leak-detection-threshold', such as 60s"));
		}
	}

	private void preparedStatements(List<Finding> findings, String name, HikariDataSource pool) {
		String url = pool.getJdbcUrl();
		if (url == null || !url.startsWith("jdbc:postgresql:") || !isShared(url)) {
			return;
		}
		Matcher inUrl = PREPARE_THRESHOLD.matcher(url);
		String threshold = inUrl.find() ? inUrl.group(1)
				: pool.getDataSourceProperties().getProperty("prepareThreshold", "5");
		if (!threshold.equals("0")) {
			findings.add(Finding
				.warn("pool.prepared-statements",
						"Pool '%s' prepares statements on connections that a pooler shares".formatted(name))
				.withValues("prepareThreshold " + (threshold.matches("-?[0-9]{1,9}") ? threshold : "?"), "0")
				.withRemedy("Add 'prepareThreshold=0' to the URL, or let the pooler track them "
						+ "(PgBouncer 1.21: max_prepared_statements) and set "
						+ "'selftest.check.pool.pooler-mode' to session"));
		}
	}

	private boolean isShared(String url) {
		PoolerMode mode = this.properties.poolerMode();
		if (mode == PoolerMode.SESSION) {
			return false;
		}
		Set<Role> roles = rolesOf(url);
		if (!roles.isEmpty()) {
			return roles.contains(Role.POOLER);
		}
		// without a pooler by name, the mode is that of whatever the pools are connected
		// to
		return POOLER_PORT.matcher(url).find() || (mode != null && !hasPoolerByName());
	}

	private Set<Role> rolesOf(String url) {
		String servers = servers(url);
		return this.properties.targets()
			.values()
			.stream()
			.filter((target) -> servers.equals(servers(target.url())))
			.map(Target::role)
			.collect(Collectors.toSet());
	}

	private boolean hasPoolerByName() {
		return this.properties.targets().values().stream().anyMatch((target) -> target.role() == Role.POOLER);
	}

	private static String servers(@Nullable String url) {
		Matcher servers = (url != null) ? SERVERS.matcher(url) : null;
		return (servers != null && servers.find()) ? servers.group().toLowerCase(Locale.ROOT) : "";
	}

	private void virtualThreads(List<Finding> findings, String name, Answer.@Nullable Server server) {
		String hikari = versionOfHikari();
		if (hikari == null || isBefore(hikari, 7, 1)) {
			findings.add(Finding
				.warn("pool.virtual-threads",
						"Pool '%s' is used by virtual threads, which spin while they wait for it".formatted(name))
				.withValues("HikariCP " + ((hikari != null) ? hikari : "of unknown version"), "no waiting users")
				.withRemedy("Keep the pool larger than what uses it at once, or limit what does; see HikariCP #2398"));
		}
		String driver = (server != null) ? server.driver().toLowerCase(Locale.ROOT) : "";
		if (this.javaVersion < 24 && isPinning(driver)) {
			findings.add(Finding
				.warn("pool.pinning-driver",
						"The driver of pool '%s' keeps the carriers of virtual threads".formatted(name))
				.withValues("an old driver", "PostgreSQL 42.6, MySQL 9.0 or later, or Java 24")
				.withRemedy("Update the driver"));
		}
	}

	private static boolean isPinning(String driver) {
		return (driver.startsWith("postgresql") && isBefore(driver, 42, 6))
				|| (driver.startsWith("mysql") && isBefore(driver, 9, 0));
	}

	private static boolean isBefore(String text, int major, int minor) {
		Matcher version = VERSION.matcher(text);
		if (!version.find()) {
			return false;
		}
		int seen = Integer.parseInt(version.group(1));
		return seen < major || (seen == major && Integer.parseInt(version.group(2)) < minor);
	}

	// its manifest does not tell
	private static @Nullable String versionOfHikari() {
		try (InputStream file = HikariDataSource.class
			.getResourceAsStream("/META-INF/maven/com.zaxxer/HikariCP/pom.properties")) {
			Properties properties = new Properties();
			if (file != null) {
				properties.load(file);
			}
			return properties.getProperty("version");
		}
		catch (IOException ex) {
			return null;
		}
	}

}
