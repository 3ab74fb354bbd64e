package io.github.selftest.boot.check.fallback;

import java.util.concurrent.atomic.AtomicReferenceArray;

import io.github.resilience4j.core.functions.CheckedSupplier;
import io.github.resilience4j.spring6.fallback.FallbackMethod;
import org.jspecify.annotations.Nullable;

/**
 * Suppliers of calls that return a value, used again and again, so that counting leaves
 * nothing to collect. Only for who calls a supplier once, at once, and forgets it. A
 * supplier is free again before its call is made, so few are ever there, whatever calls
 * each other, and none belongs to a thread of the host.
 */
final class ReusedCalls {

	private static final int SLOTS = 16;

	/**
	 * References in a line of the cache, so that threads do not wait for each other.
	 */
	private static final int APART = 16;

	private final AtomicReferenceArray<@Nullable ReusedCall> free = new AtomicReferenceArray<>(SLOTS * APART);

	CheckedSupplier<Object> of(CheckedSupplier<Object> call, FallbackMethod fallback, FallbackTally tally) {
		int slot = (int) (Thread.currentThread().getId() & (SLOTS - 1)) * APART;
		ReusedCall reused = this.free.getAndSet(slot, null);
		return ((reused != null) ? reused : new ReusedCall(this.free, slot)).with(call, fallback, tally);
	}

	/**
	 * A call that returns a value.
	 */
	private static final class ReusedCall implements CheckedSupplier<Object> {

		private final AtomicReferenceArray<@Nullable ReusedCall> free;

		private final int slot;

		private @Nullable CheckedSupplier<Object> call;

		private @Nullable FallbackMethod fallback;

		private @Nullable FallbackTally tally;

		ReusedCall(AtomicReferenceArray<@Nullable ReusedCall> free, int slot) {
			this.free = free;
			this.slot = slot;
		}

		ReusedCall with(CheckedSupplier<Object> call, FallbackMethod fallback, FallbackTally tally) {
			this.call = call;
			this.fallback = fallback;
			this.tally = tally;
			return this;
		}

		@Override
		@SuppressWarnings("NullAway") // a method may well return null
		public Object get() throws Throwable {
			CheckedSupplier<Object> call = this.call;
			FallbackMethod fallback = this.fallback;
			FallbackTally tally = this.tally;
			if (call == null || fallback == null || tally == null) {
				throw new IllegalStateException("called for the second time");
			}
			this.call = null;
			this.fallback = null;
			this.tally = null;
			this.free.setRelease(this.slot, this);
			return CountingFallbackDecorator.value(call, fallback, tally);
		}

	}

}
