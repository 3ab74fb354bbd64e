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

	SelfTestLifecycle(SelfTestEngine engine) {
		this.engine = engine;
	}

	@Override
	public void start() {
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
