package io.github.selftest.boot.check.pool.saturation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.selftest.boot.check.pool.saturation.HttpLibrary.Reading;

/**
 * Finds the pools of HTTP clients, wherever in the beans of the application they are.
 */
final class HttpClients implements PoolSource {

	private static final Logger logger = LoggerFactory.getLogger(HttpClients.class);

	private final ExistingBeans beans;

	private final List<HttpLibrary> libraries;

	private final Insides insides;

	private final Set<String> broken = ConcurrentHashMap.newKeySet();

	HttpClients(ExistingBeans beans, List<HttpLibrary> libraries) {
		this.beans = beans;
		this.libraries = List.copyOf(libraries);
		this.insides = new Insides((candidate) -> this.libraries.stream().anyMatch((one) -> one.isPool(candidate)));
	}

	@Override
	public Stream<WatchedPool> pools() {
		return clients(true).map((client) -> new WatchedPool(client.name(), Sort.HTTP_CLIENT, client.pool(),
				() -> usage(client, client.library()::usage)));
	}

	/**
	 * Return the clients that do not tell how their connections are used.
	 */
	List<Client> silent() {
		return clients(false).toList();
	}

	private Stream<Client> clients(boolean telling) {
		Map<HttpLibrary, Reading> readings = new HashMap<>();
		return clients().stream()
			.filter((client) -> telling == (usage(client,
					(pool) -> readings.computeIfAbsent(client.library(), HttpLibrary::reading).of(pool)) != null));
	}

	private @Nullable Usage usage(Client client, Reading reading) {
		try {
			return reading.of(client.pool());
		}
		catch (RuntimeException ex) {
			if (this.broken.add(client.name())) {
				logger.warn("HTTP client '{}' could not be asked how its connections are used", client.name(), ex);
			}
			return null;
		}
	}

	private synchronized List<Client> clients() {
		Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		List<Client> clients = new ArrayList<>();
		this.beans.all()
			.filter((bean) -> !bean.name().startsWith("selfTest"))
			.forEach((bean) -> this.insides.of(bean.bean())
				.stream()
				.filter(seen::add)
				.forEach((pool) -> clients.add(new Client(bean.name(), pool, libraryOf(pool)))));
		return clients;
	}

	private HttpLibrary libraryOf(Object pool) {
		return this.libraries.stream().filter((library) -> library.isPool(pool)).findFirst().orElseThrow();
	}

	/**
	 * A client, or what pools its connections.
	 *
	 * @param name the name of the bean that it is, or is in
	 * @param pool what pools
	 * @param library who knows it
	 */
	record Client(String name, Object pool, HttpLibrary library) {

	}

}
