package io.github.selftest.boot.fault;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * One fault that happens. Its place is given back when it is over.
 */
final class Injection {

	private final FaultSpec fault;

	private final Runnable release;

	private final LongSupplier nanoTime;

	private final long start;

	Injection(FaultSpec fault, Runnable release, LongSupplier nanoTime) {
		this.fault = fault;
		this.release = release;
		this.nanoTime = nanoTime;
		this.start = nanoTime.getAsLong();
	}

	boolean isTimeOut() {
		return this.fault.mode() == FaultMode.TIME_OUT;
	}

	FaultMode mode() {
		return this.fault.mode();
	}

	Duration time() {
		return this.fault.time();
	}

	/**
	 * Give the place back when the time is over, whether or not the call ever ends.
	 */
	void releaseAfterItsTime() {
		after(this.fault.time().toNanos(), this.release);
	}

	/**
	 * Return how much of the time is left.
	 * @return the time, zero when it is over
	 */
	Duration remaining() {
		return Duration.ofNanos(Math.max(0, left()));
	}

	/**
	 * Let a call that the thread waits for meet the fault.
	 * @param call the call
	 * @param failure what it throws if it fails
	 * @return what it returns
	 * @throws Throwable what the call throws, or the failure
	 */
	@Nullable Object around(FaultyCall call, Failure failure) throws Throwable {
		try {
			if (this.fault.mode() == FaultMode.DELAY || this.fault.mode() == FaultMode.TIME_OUT) {
				pause(this.fault.time().toNanos());
			}
			if (this.fault.mode().fails()) {
				throw failure.of(this);
			}
			try {
				return call.make();
			}
			finally {
				if (this.fault.mode() == FaultMode.MINIMUM_DELAY) {
					pause(left());
				}
			}
		}
		finally {
			this.release.run();
		}
	}

	/**
	 * Let a call that nobody waits for meet the fault. No thread waits for its time
	 * either: the call is made at once and its stage completes later, for the request of
	 * the calling thread.
	 * @param call the call
	 * @param error what it fails by where it does not time out
	 * @return a stage
	 */
	CompletableFuture<@Nullable Object> aroundStage(FaultyCall call, Throwable error) {
		CompletableFuture<@Nullable Object> result = new CompletableFuture<>();
		Executor sameRequest = SameRequest.executor();
		releaseAfterItsTime();
		if (this.fault.mode() == FaultMode.ERROR) {
			result.completeExceptionally(error);
		}
		else if (this.fault.mode() == FaultMode.TIME_OUT) {
			after(this.fault.time().toNanos(),
					() -> sameRequest.execute(() -> result.completeExceptionally(new TimeoutException(message()))));
		}
		else {
			stage(call).whenComplete((value, thrown) -> after(pauseAfterTheCall(),
					() -> sameRequest.execute(() -> complete(result, value, thrown))));
		}
		return result;
	}

	private static void complete(CompletableFuture<@Nullable Object> result, @Nullable Object value,
			@Nullable Throwable thrown) {
		if (thrown != null) {
			result.completeExceptionally(thrown);
		}
		else {
			result.complete(value);
		}
	}

	private static CompletionStage<?> stage(FaultyCall call) {
		try {
			return (call.make() instanceof CompletionStage<?> stage) ? stage : CompletableFuture.completedFuture(null);
		}
		catch (Throwable ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private long pauseAfterTheCall() {
		return (this.fault.mode() == FaultMode.DELAY) ? this.fault.time().toNanos() : left();
	}

	private long left() {
		return this.fault.time().toNanos() - (this.nanoTime.getAsLong() - this.start);
	}

	private static void after(long nanos, Runnable task) {
		if (nanos <= 0) {
			task.run();
		}
		else {
			CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS).execute(task);
		}
	}

	private static void pause(long nanos) {
		try {
			if (nanos > 0 && new CountDownLatch(1).await(nanos, TimeUnit.NANOSECONDS)) {
				throw new IllegalStateException("nobody counts down");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	String message() {
		return "Fault '%s', which a synthetic request asked for".formatted(this.fault);
	}

	/**
	 * A call that meets a fault.
	 */
	@FunctionalInterface
	interface FaultyCall {

		/**
		 * Make it.
		 * @return its result
		 * @throws Throwable anything
		 */
		@Nullable Object make() throws Throwable;

	}

	/**
	 * Tells what a call fails by.
	 */
	@FunctionalInterface
	interface Failure {

		/**
		 * Return it.
		 * @param injection the fault
		 * @return an exception
		 */
		Throwable of(Injection injection);

	}

}
