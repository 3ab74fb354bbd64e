package io.github.selftest.boot.fault;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import io.github.selftest.api.synthetic.SyntheticContext;

/**
 * Lets what Reactor publishes meet a fault. The timer of Reactor waits, and no thread;
 * what follows is on one of its threads that may block, for the request of the one that
 * subscribes.
 */
final class FaultyPublishers {

	private FaultyPublishers() {
	}

	/**
	 * Let a call meet the fault. As with a stage, it is made at once where it is made at
	 * all, and what it says comes later.
	 * @param <T> what it publishes
	 * @param injection the fault, of the subscription that is under way
	 * @param call the call
	 * @param error what it fails by where it does not time out
	 * @return what to subscribe to in its place
	 */
	static <T> Flux<T> around(Injection injection, Publisher<T> call, Throwable error) {
		injection.releaseAfterItsTime();
		return switch (injection.mode()) {
			case ERROR -> Flux.error(error);
			case TIME_OUT -> after(injection.time()).thenMany(Flux.error(new TimeoutException(injection.message())));
			case DELAY -> spoken(signals(call).delaySequence(injection.time()));
			case MINIMUM_DELAY -> spoken(signals(call).delayUntil((signal) -> Mono.delay(injection.remaining())));
		};
	}

	/**
	 * Return what completes after a time.
	 * @param time the time
	 * @return a publisher
	 */
	static Mono<Long> after(Duration time) {
		return Mono.delay(time).publishOn(mayBlock());
	}

	// with the end and the failure, which would else not wait
	private static <T> Flux<Signal<T>> signals(Publisher<T> call) {
		return Flux.from(call).materialize();
	}

	private static <T> Flux<T> spoken(Flux<Signal<T>> signals) {
		return signals.publishOn(mayBlock()).dematerialize();
	}

	// with block() only the thread knows of the request
	private static Scheduler mayBlock() {
		if (!SyntheticContext.isActive()) {
			return Schedulers.boundedElastic();
		}
		Executor sameRequest = SameRequest.executor();
		return Schedulers.fromExecutor((task) -> Schedulers.boundedElastic().schedule(() -> sameRequest.execute(task)));
	}

}
