package io.github.selftest.boot.check.pool.saturation;

import java.util.Collection;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.WebServer;

/**
 * Finds the threads of the server that users reach, and the connections it accepts: of
 * Tomcat and Jetty. With virtual threads there is no pool, and the connections of Tomcat
 * are what is left.
 */
final class ServerThreads implements PoolSource {

	private final Supplier<@Nullable WebServer> server;

	ServerThreads(Supplier<@Nullable WebServer> server) {
		this.server = server;
	}

	@Override
	public Stream<WatchedPool> pools() {
		WebServer server = this.server.get();
		return (server != null) ? Stream.of(tomcatThreads(server), tomcatConnections(server), jettyThreads(server))
			.filter((pool) -> pool.usage().get() != null) : Stream.empty();
	}

	private static WatchedPool tomcatThreads(WebServer server) {
		return new WatchedPool("serverThreads", Sort.SERVER_THREADS, server, () -> {
			Object threads = Getters.read(server, "tomcat.connector.protocolHandler.executor");
			return (threads != null) ? Getters.usage(Getters.number(threads, "activeCount"),
					Getters.number(threads, "maximumPoolSize"), size(Getters.read(threads, "queue"))) : null;
		});
	}

	private static WatchedPool tomcatConnections(WebServer server) {
		return new WatchedPool("serverConnections", Sort.SERVER_CONNECTIONS, server, () -> {
			Object protocol = Getters.read(server, "tomcat.connector.protocolHandler");
			return (protocol != null) ? Getters.usage(Getters.number(protocol, "connectionCount"),
					Getters.number(protocol, "maxConnections"), null) : null;
		});
	}

	private static WatchedPool jettyThreads(WebServer server) {
		return new WatchedPool("serverThreads", Sort.SERVER_THREADS, server, () -> {
			Object threads = Getters.read(server, "server.threadPool");
			return (threads != null)
					? Getters.usage(Getters.number(threads, "utilizedThreads"),
							Getters.number(threads, "maxAvailableThreads"), Getters.number(threads, "queueSize"))
					: null;
		});
	}

	private static @Nullable Long size(@Nullable Object queue) {
		return (queue instanceof Collection<?> tasks) ? (long) tasks.size() : null;
	}

}
