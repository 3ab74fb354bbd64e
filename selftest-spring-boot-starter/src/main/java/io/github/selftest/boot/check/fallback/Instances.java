package io.github.selftest.boot.check.fallback;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.resilience4j.core.EventPublisher;
import io.github.resilience4j.core.Registry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;

/**
 * The instances of one kind, whichever registries have them. Read anew each time, as they
 * come and go while the service runs.
 */
final class Instances {

	private static final Logger logger = LoggerFactory.getLogger(Instances.class);

	private final Protection protection;

	private final ReadsRegistries reader;

	private Instances(Protection protection, ReadsRegistries reader) {
		this.protection = protection;
		this.reader = reader;
	}

	static <E, C, R extends Registry<E, C>> Instances of(Protection protection, ObjectProvider<R> registries,
			Function<R, Collection<E>> all, Function<E, String> name, Function<E, C> configuration,
			Function<E, EventPublisher<?>> events) {
		return new Instances(protection, new ReadsRegistries() {

			@Override
			public List<Instance> instances() {
				return registries.stream()
					.flatMap((registry) -> all.apply(registry).stream().map((instance) -> instance(registry, instance)))
					.sorted(Comparator.comparing(Instance::name))
					.toList();
			}

			@Override
			public void onAdded(Consumer<Instance> listener) {
				registries.stream()
					.forEach((registry) -> registry.getEventPublisher()
						.onEntryAdded((event) -> tell(listener, registry, event.getAddedEntry()))
						.onEntryReplaced((event) -> tell(listener, registry, event.getNewEntry())));
			}

			// what is thrown here would fail the call of a user that adds the instance
			private void tell(Consumer<Instance> listener, R registry, E added) {
				try {
					listener.accept(instance(registry, added));
				}
				catch (RuntimeException | LinkageError ex) {
					logger.error("A {} that has come could not be looked at, and works as ever",
							protection.simpleName(), ex);
				}
			}

			private Instance instance(R registry, E instance) {
				boolean onDefaults = configuration.apply(instance) == registry.getDefaultConfig();
				return new Instance(protection, name.apply(instance), instance, events.apply(instance), onDefaults);
			}

			@Override
			public boolean hasConfiguration(String name) {
				return registries.stream().anyMatch((registry) -> registry.getConfiguration(name).isPresent());
			}

		});
	}

	Protection protection() {
		return this.protection;
	}

	List<Instance> all() {
		return this.reader.instances();
	}

	Optional<Instance> find(String name) {
		return all().stream().filter((instance) -> instance.name().equals(name)).findFirst();
	}

	boolean hasConfiguration(String name) {
		return this.reader.hasConfiguration(name);
	}

	/**
	 * Tell of the instances that come, on the thread that adds one and before it is used.
	 * @param listener called for each
	 */
	void onAdded(Consumer<Instance> listener) {
		this.reader.onAdded(listener);
	}

	private interface ReadsRegistries {

		List<Instance> instances();

		void onAdded(Consumer<Instance> listener);

		boolean hasConfiguration(String name);

	}

}
