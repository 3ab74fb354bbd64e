package io.github.selftest.boot.endpoint;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An answer that comes when the engine has something to say, or when the caller's wait
 * ends. Holds no thread.
 */
final class Waiting implements Answer {

	private final CompletableFuture<?> source;

	private final CompletableFuture<SelfTestResponse> response;

	private final Duration atMost;

	private Waiting(CompletableFuture<?> source, CompletableFuture<SelfTestResponse> response, Duration atMost) {
		this.source = source;
		this.response = response;
		this.atMost = atMost;
	}

	static <T> Waiting of(CompletableFuture<T> source, Duration atMost, Function<T, SelfTestResponse> answer,
			Supplier<SelfTestResponse> answerInVain, Function<Throwable, SelfTestResponse> broken) {
		CompletableFuture<SelfTestResponse> response = source.handle((result, failure) -> {
			try {
				if (failure == null) {
					return answer.apply(result);
				}
				return (failure instanceof CancellationException) ? answerInVain.get() : broken.apply(failure);
			}
			catch (RuntimeException | Error ex) {
				return broken.apply(ex);
			}
		});
		return new Waiting(source, response, atMost);
	}

	/**
	 * Return the answer to come; it never completes exceptionally.
	 * @return the answer
	 */
	CompletableFuture<SelfTestResponse> response() {
		return this.response;
	}

	Duration atMost() {
		return this.atMost;
	}

	/**
	 * Stop waiting; the answer comes at once.
	 */
	void giveUp() {
		this.source.cancel(false);
	}

	/**
	 * Return the answer as it is now.
	 * @return the answer
	 */
	SelfTestResponse responseNow() {
		giveUp();
		return this.response.join();
	}

}
