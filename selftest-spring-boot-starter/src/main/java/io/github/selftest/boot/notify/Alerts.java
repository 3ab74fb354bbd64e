package io.github.selftest.boot.notify;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.StateChanged;
import io.github.selftest.api.StateChanged.Subject;
import io.github.selftest.boot.engine.EngineClock;
import io.github.selftest.boot.engine.EngineListener;
import io.github.selftest.boot.engine.Mute;
import io.github.selftest.boot.notify.Alert.About;

/**
 * All targets. They are there before the engine starts and stay until it has stopped, so
 * that they hear of every change.
 */
final class Alerts implements EngineListener, SmartLifecycle, DisposableBean {

	private final List<Target> targets;

	private final Transport transport;

	private final EngineClock clock;

	private final Duration flushTimeout;

	private volatile boolean running;

	Alerts(List<Target> targets, Transport transport, EngineClock clock, Duration flushTimeout) {
		this.targets = List.copyOf(targets);
		this.transport = transport;
		this.clock = clock;
		this.flushTimeout = flushTimeout;
	}

	List<Target> targets() {
		return this.targets;
	}

	@Override
	public void stateChanged(StateChanged change) {
		this.targets.forEach((target) -> target.changed(change));
	}

	@Override
	public void muted(Subject subject, String name, Mute mute) {
		this.targets.forEach((target) -> target.muted(new About(subject, name), mute));
	}

	@Override
	public void planChanged(Collection<CheckDefinition> checks) {
		Set<String> ids = checks.stream().map(CheckDefinition::id).collect(Collectors.toSet());
		this.targets.forEach((target) -> target.planChanged(ids));
	}

	@Override
	public void start() {
		if (!this.running) {
			this.running = true;
			this.targets.forEach((target) -> target.courier().start());
		}
	}

	@Override
	public void stop() {
		if (!this.running) {
			return;
		}
		this.running = false;
		this.targets.forEach((target) -> target.courier().stopSoon());
		long end = this.clock.nanoTime() + this.flushTimeout.toNanos();
		this.targets.forEach((target) -> target.courier().join(end - this.clock.nanoTime()));
		this.transport.stop();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/**
	 * Started before the engine and stopped after it.
	 */
	@Override
	public int getPhase() {
		return Integer.MAX_VALUE - 1;
	}

	@Override
	public void destroy() {
		stop();
	}

}
