package io.github.selftest.boot.synthetic;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of claims that were not valid, one in ten seconds with the number of those
 * before, as callers make them at will. Nothing of a proof is written.
 */
final class RejectionLog {

	private static final long PAUSE_NANOS = 10_000_000_000L;

	private static final Logger logger = LoggerFactory.getLogger("selftest.synthetic");

	private final LongSupplier nanoTime;

	private final AtomicLong next;

	private final AtomicLong untold = new AtomicLong();

	private final AtomicLong nextOwn;

	RejectionLog(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
		this.next = new AtomicLong(nanoTime.getAsLong());
		this.nextOwn = new AtomicLong(nanoTime.getAsLong());
	}

	void rejected(Claim claim, Reason reason) {
		if (isTurn(this.next)) {
			logger.warn("A request said that it is synthetic and is not: reason={} method={} path={} ({} more before)",
					reason.text(), Texts.line(claim.method()), Texts.line(claim.rawPath()), this.untold.getAndSet(0));
		}
		else {
			this.untold.incrementAndGet();
		}
	}

	void ownRequestRefused(Claim claim) {
		if (isTurn(this.nextOwn)) {
			logger.warn(
					"A check of this service was refused {} {}; name it in 'selftest.synthetic.read-only-paths' if it "
							+ "only reads, or let the check send a sandbox tenant in the header 'X-Synthetic-Tenant'",
					Texts.line(claim.method()), Texts.line(claim.rawPath()));
		}
	}

	private boolean isTurn(AtomicLong turn) {
		long now = this.nanoTime.getAsLong();
		long at = turn.get();
		return now - at >= 0 && turn.compareAndSet(at, now + PAUSE_NANOS);
	}

}
