package io.github.selftest.boot;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;

import io.github.selftest.boot.engine.SelfTestEngine;

/**
 * Starts the engine after all else, lets it run checks once the application is ready, and
 * stops it first, so that a pool or server that closes fails no check.
 */
final class SelfTestLifecycle
		implements SmartLifecycle, ApplicationListener<AvailabilityChangeEvent<ReadinessState>>, DisposableBean {

	private final SelfTestEngine engine;

	private final UnknownProperties properties;

	private boolean wasStarted;

	SelfTestLifecycle(SelfTestEngine engine, UnknownProperties properties) {
		this.engine = engine;
		this.properties = properties;
	}

	@Override
	public void start() {
		if (!this.wasStarted) {
			this.wasStarted = true;
			this.properties.warn();
		}
		this.engine.start();
	}

	/**
	 * Not at {@code ApplicationReadyEvent}, which Boot publishes a moment before the
	 * readiness probe says so.
	 */
	@Override
	public void onApplicationEvent(AvailabilityChangeEvent<ReadinessState> event) {
		if (event.getState() == ReadinessState.ACCEPTING_TRAFFIC) {
			this.engine.ready();
		}
	}

	@Override
	public void stop() {
		this.engine.stop();
	}

	@Override
	public boolean isRunning() {
		return this.engine.isRunning();
	}

	@Override
	public int getPhase() {
		return Integer.MAX_VALUE;
	}

	@Override
	public void destroy() {
		this.engine.stop();
	}

}
