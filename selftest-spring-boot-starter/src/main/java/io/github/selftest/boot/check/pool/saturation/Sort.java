package io.github.selftest.boot.check.pool.saturation;

import io.github.selftest.api.Severity;

/**
 * What a pool is made of.
 */
enum Sort {

	/** Threads of an executor whose queue has no bound: work waits, and none is lost. */
	BACKLOG("executor", "Executor", "threads",
			"Raise its core size, give it less to do, or bound its queue: an "
					+ "unbounded one keeps it from growing beyond its core size"),

	/** Threads of an executor that refuses work when its queue is full. */
	EXECUTOR("executor", "Executor", "threads",
			"Raise its maximum size or its queue capacity, or look what its tasks wait for"),

	/** Threads of the web server. */
	SERVER_THREADS("server-threads", "Web server", "threads",
			"Look what requests wait for; raise 'server.tomcat.threads.max' or 'server.jetty.threads.max' only if the "
					+ "processor and what is behind it have room"),

	/** Connections that the web server accepts. */
	SERVER_CONNECTIONS("server-connections", "Web server", "connections",
			"Look who keeps connections open; raise 'server.tomcat.max-connections'"),

	/** Connections of an HTTP client. */
	HTTP_CLIENT("http-client", "HTTP client pool", "connections",
			"Look whether responses are closed and the other side is slow; raise its limits ('maxTotal' and "
					+ "'maxPerRoute', 'maxConnectionsPerDestination' of Jetty, 'maxConnections' of Reactor Netty)"),

	/** Connections to a database. */
	DATA_SOURCE("data-source", "Connection pool", "connections",
			"Look for connections that are not closed and for slow queries; raise its maximum");

	private final String code;

	private final String title;

	private final String unit;

	private final String remedy;

	Sort(String code, String title, String unit, String remedy) {
		this.code = code;
		this.title = title;
		this.unit = unit;
		this.remedy = remedy;
	}

	String code() {
		return "pool." + this.code;
	}

	String title() {
		return this.title;
	}

	String unit() {
		return this.unit;
	}

	String remedy() {
		return this.remedy;
	}

	/**
	 * Return how much it counts for. How long connections to others are in use is up to
	 * those, and a client has few of them to one side.
	 * @return how much it counts for
	 */
	Severity severity() {
		return (this == HTTP_CLIENT) ? Severity.DEGRADING : Severity.CRITICAL;
	}

	/**
	 * Return whether it does harm when all are in use for a while.
	 * @return {@code false} where work only waits
	 */
	boolean isHarmful() {
		return this != BACKLOG;
	}

}
