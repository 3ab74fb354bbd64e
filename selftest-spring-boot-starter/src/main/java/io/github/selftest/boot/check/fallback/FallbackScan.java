package io.github.selftest.boot.check.fallback;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/**
 * Looks through the beans of the service. Done when it is ready and when somebody asks
 * for it, as it takes some milliseconds.
 */
final class FallbackScan {

	private final ConfigurableListableBeanFactory beans;

	private final Environment environment;

	private final List<Instances> sources;

	private @Nullable Inventory latest;

	FallbackScan(ConfigurableListableBeanFactory beans, Environment environment, List<Instances> sources) {
		this.beans = beans;
		this.environment = environment;
		this.sources = List.copyOf(sources);
	}

	synchronized Inventory latest() {
		return (this.latest != null) ? this.latest : look();
	}

	/**
	 * Return whether there is neither an instance nor an annotation.
	 * @return whether there is nothing
	 */
	boolean isEmpty() {
		return this.sources.stream().allMatch((source) -> source.all().isEmpty()) && latest().isEmpty();
	}

	/**
	 * Tell of the first instance, at once if there is one.
	 * @param listener called once, perhaps on the thread that adds it
	 */
	void onFirstInstance(Runnable listener) {
		AtomicBoolean told = new AtomicBoolean();
		Runnable once = () -> {
			if (told.compareAndSet(false, true)) {
				listener.run();
			}
		};
		this.sources.forEach((source) -> source.onAdded((instance) -> once.run()));
		if (this.sources.stream().anyMatch((source) -> !source.all().isEmpty())) {
			once.run();
		}
	}

	synchronized Inventory look() {
		Aspects aspects = Aspects.in(this.beans);
		GuardedMethods methods = new GuardedMethods(new Annotations(this::resolved), aspects.outermostFirst());
		types().forEach(methods::look);
		Inventory inventory = new Inventory(List.copyOf(methods.seen()), List.copyOf(methods.blind()), this.sources,
				aspects, this.environment);
		this.latest = inventory;
		return inventory;
	}

	Map<String, Class<?>> types() {
		return new BeanTypes(this.beans).find();
	}

	private String resolved(String text) {
		try {
			String resolved = this.beans.resolveEmbeddedValue(text);
			return (resolved != null) ? resolved : "";
		}
		catch (IllegalArgumentException ex) {
			return text;
		}
	}

}
