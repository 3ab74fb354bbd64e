package io.github.selftest.boot.check;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.util.ClassUtils;

/**
 * Calls that return a reactive type, of whichever library: how they fail, and what they
 * give once somebody subscribes. Works without Reactive Streams too, where none is.
 *
 * @since 0.1.0
 */
public final class ReactiveCalls {

	private static final boolean PRESENT = ClassUtils.isPresent("org.reactivestreams.Publisher",
			ReactiveCalls.class.getClassLoader());

	private ReactiveCalls() {
	}

	/**
	 * Return a value that fails whoever subscribes to it.
	 * @param type what a method returns
	 * @param failure by what it fails
	 * @return the value, {@code null} where the type is not reactive
	 */
	public static @Nullable Object failed(Class<?> type, Throwable failure) {
		return (PRESENT && !CompletionStage.class.isAssignableFrom(type)) ? Streams.failed(type, failure) : null;
	}

	/**
	 * Subscribe to a value, on this thread.
	 * @param value any value
	 * @return its item, or a list of its items where there can be more than one;
	 * {@code null} where the value is not reactive
	 */
	public static @Nullable CompletableFuture<@Nullable Object> subscribe(@Nullable Object value) {
		return (PRESENT && value != null && !(value instanceof CompletionStage)) ? Streams.subscribe(value) : null;
	}

	/**
	 * Loaded with Reactive Streams only.
	 */
	private static final class Streams {

		private Streams() {
		}

		static @Nullable Object failed(Class<?> type, Throwable failure) {
			ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(type);
			return (adapter != null) ? adapter.fromPublisher(failing(failure)) : null;
		}

		private static Publisher<Object> failing(Throwable failure) {
			return (subscriber) -> {
				subscriber.onSubscribe(new Subscription() {

					@Override
					public void request(long items) {
					}

					@Override
					public void cancel() {
					}

				});
				subscriber.onError(failure);
			};
		}

		static @Nullable CompletableFuture<@Nullable Object> subscribe(Object value) {
			ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(null, value);
			if (adapter == null) {
				return null;
			}
			Items items = new Items(adapter.isMultiValue());
			adapter.toPublisher(value).subscribe(items);
			return items.all;
		}

	}

	/**
	 * Takes so many items at most, as a stream need not end.
	 */
	private static final class Items implements Subscriber<Object> {

		private static final int MOST = 1000;

		private final CompletableFuture<@Nullable Object> all = new CompletableFuture<>();

		private final List<Object> items = new ArrayList<>();

		private final boolean many;

		Items(boolean many) {
			this.many = many;
		}

		@Override
		@SuppressWarnings("FutureReturnValueIgnored") // it is only watched
		public void onSubscribe(Subscription subscription) {
			this.all.whenComplete((items, thrown) -> subscription.cancel());
			subscription.request(MOST);
		}

		@Override
		public void onNext(Object item) {
			this.items.add(item);
			if (this.items.size() == MOST) {
				onComplete();
			}
		}

		@Override
		public void onError(Throwable thrown) {
			this.all.completeExceptionally(thrown);
		}

		@Override
		public void onComplete() {
			Object one = this.items.isEmpty() ? null : this.items.get(0);
			this.all.complete(this.many ? List.copyOf(this.items) : one);
		}

	}

}
