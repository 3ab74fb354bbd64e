package io.github.selftest.boot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

import org.springframework.beans.factory.ObjectProvider;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckProvider;
import io.github.selftest.api.LoopbackClient;
import io.github.selftest.boot.check.BuiltInCheck;
import io.github.selftest.boot.check.LoopbackClientFactory;
import io.github.selftest.boot.check.SleepingChecks;
import io.github.selftest.boot.check.Sourced;
import io.github.selftest.boot.check.StaticChecks;
import io.github.selftest.boot.engine.EngineHost;
import io.github.selftest.boot.engine.EngineListener;

/**
 * Finds what the engine needs among the beans of the application, when it starts and not
 * before.
 */
final class ApplicationEngineHost implements EngineHost {

	private final ObjectProvider<Check> checks;

	private final ObjectProvider<CheckProvider> providers;

	private final ObjectProvider<EngineListener> listeners;

	private final LoopbackClientFactory loopback;

	private final String version;

	private final List<SleepingChecks> asleep = new ArrayList<>();

	private boolean hasChecks;

	ApplicationEngineHost(ObjectProvider<Check> checks, ObjectProvider<CheckProvider> providers,
			ObjectProvider<EngineListener> listeners, LoopbackClientFactory loopback, String version) {
		this.checks = checks;
		this.providers = providers;
		this.listeners = listeners;
		this.loopback = loopback;
		this.version = version;
	}

	@Override
	public Collection<? extends Check> checks() {
		List<Check> all = new ArrayList<>();
		this.providers.orderedStream()
			.filter(StaticChecks.class::isInstance)
			.map(StaticChecks.class::cast)
			.forEach((provider) -> all.addAll(provider.checks()));
		this.checks.orderedStream().forEach(all::add);
		this.hasChecks = !all.isEmpty();
		return all;
	}

	@Override
	public String nameOf(Check check) {
		return (check instanceof Sourced sourced) ? sourced.source() : check.getClass().getName();
	}

	/**
	 * Return the sources of checks. Those that may sleep are asked whether they do only
	 * where nothing else needs a thread, as the look takes its time.
	 */
	@Override
	public List<CheckProvider> providers() {
		List<CheckProvider> all = this.providers.orderedStream()
			.filter((provider) -> !(provider instanceof StaticChecks))
			.toList();
		boolean othersNeedThreads = this.hasChecks
				|| all.stream().anyMatch((provider) -> !(provider instanceof SleepingChecks));
		if (othersNeedThreads) {
			return all;
		}
		all.stream().map(SleepingChecks.class::cast).filter(SleepingChecks::isAsleep).forEach(this.asleep::add);
		return all.stream().filter((provider) -> !this.asleep.contains(provider)).toList();
	}

	@Override
	public void onLateProvider(Consumer<CheckProvider> listener) {
		this.asleep.forEach((provider) -> provider.onWake(() -> listener.accept(provider)));
	}

	@Override
	public boolean isBuiltIn(Check check) {
		return check instanceof BuiltInCheck;
	}

	@Override
	public boolean isPassive(Check check) {
		return check instanceof BuiltInCheck builtIn && builtIn.isPassive();
	}

	@Override
	public LoopbackClient loopback(CheckContext run) {
		return this.loopback.create(run);
	}

	@Override
	public String version() {
		return this.version;
	}

	@Override
	public List<EngineListener> listeners() {
		return this.listeners.orderedStream().toList();
	}

}
