package io.github.selftest.boot.notify;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

/**
 * Reads the body of an answer away, so that the connection can be used again, unless it
 * is long: then the connection is given up.
 */
final class ShortAnswer implements BodySubscriber<Boolean> {

	private static final long MAX = 16 * 1024;

	private final CompletableFuture<Boolean> done = new CompletableFuture<>();

	private Flow.@Nullable Subscription subscription;

	private long bytes;

	@Override
	public CompletionStage<Boolean> getBody() {
		return this.done;
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		this.subscription = subscription;
		subscription.request(Long.MAX_VALUE);
	}

	@Override
	public void onNext(List<ByteBuffer> buffers) {
		buffers.forEach((buffer) -> this.bytes += buffer.remaining());
		if (this.bytes > MAX && this.subscription != null) {
			this.subscription.cancel();
			this.done.complete(true);
		}
	}

	@Override
	public void onError(Throwable failure) {
		// the status has been read, and the body is nothing that counts
		this.done.complete(false);
	}

	@Override
	public void onComplete() {
		this.done.complete(true);
	}

}
