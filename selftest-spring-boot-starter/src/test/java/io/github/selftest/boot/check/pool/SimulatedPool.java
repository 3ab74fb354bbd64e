package io.github.selftest.boot.check.pool;

import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/**
 * A pool of ten under a load that varies, on a clock that stands still between events:
 * users arrive at random, wait their turn, keep a connection for a random time, and may
 * not give it back.
 */
final class SimulatedPool {

	static final int MOST = 10;

	private final Random random;

	private final DoubleUnaryOperator arrivalsPerSecond;

	private final DoubleUnaryOperator usageSeconds;

	private final double leakEverySeconds;

	private final PriorityQueue<Double> returns = new PriorityQueue<>();

	private double now;

	private double nextArrival;

	private double nextLeak;

	private int leaked;

	private int waiting;

	private long count;

	private double totalMillis;

	SimulatedPool(long seed, DoubleUnaryOperator arrivalsPerSecond, DoubleUnaryOperator usageSeconds,
			double leakEverySeconds) {
		this.random = new Random(seed);
		this.arrivalsPerSecond = arrivalsPerSecond;
		this.usageSeconds = usageSeconds;
		this.leakEverySeconds = leakEverySeconds;
		this.nextLeak = leakEverySeconds * this.random.nextDouble();
	}

	void runUntil(double seconds) {
		while (true) {
			double nextReturn = this.returns.isEmpty() ? Double.MAX_VALUE : this.returns.peek();
			double next = Math.min(this.nextArrival, nextReturn);
			if (next > seconds) {
				this.now = seconds;
				return;
			}
			this.now = next;
			if (nextReturn <= this.nextArrival) {
				this.returns.poll();
			}
			else {
				this.waiting++;
				this.nextArrival += exponential(1 / this.arrivalsPerSecond.applyAsDouble(this.now));
			}
			serve();
		}
	}

	int active() {
		return this.returns.size() + this.leaked;
	}

	PoolState state() {
		return new PoolState(PoolState.Life.RUNNING, active(), MOST - active(), this.waiting, MOST, MOST);
	}

	Usage usage() {
		return new Usage(this.count, this.totalMillis);
	}

	long nanoTime() {
		return (long) (this.now * 1e9);
	}

	private void serve() {
		while (this.waiting > 0 && active() < MOST) {
			this.waiting--;
			if (this.now >= this.nextLeak) {
				this.leaked++;
				this.nextLeak += this.leakEverySeconds;
				continue;
			}
			double usage = exponential(this.usageSeconds.applyAsDouble(this.now));
			this.returns.add(this.now + usage);
			// known when it comes back; as it does within seconds, told at once
			this.count++;
			this.totalMillis += usage * 1000;
		}
	}

	private double exponential(double mean) {
		return -mean * Math.log(1 - this.random.nextDouble());
	}

}
