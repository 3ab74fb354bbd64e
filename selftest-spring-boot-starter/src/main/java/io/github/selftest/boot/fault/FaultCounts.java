package io.github.selftest.boot.fault;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/**
 * What became of faults.
 */
final class FaultCounts {

	private final Map<String, Map<FaultMode, LongAdder>> injected = new LinkedHashMap<>();

	private final Map<Skipped, LongAdder> skipped = new LinkedHashMap<>();

	private final Map<FaultRefusal, LongAdder> refused = new LinkedHashMap<>();

	private final LongAdder overflow = new LongAdder();

	FaultCounts(Collection<String> points) {
		for (String point : points) {
			Map<FaultMode, LongAdder> modes = new LinkedHashMap<>();
			for (FaultMode mode : FaultMode.values()) {
				modes.put(mode, new LongAdder());
			}
			this.injected.put(point, modes);
		}
		for (Skipped reason : Skipped.values()) {
			this.skipped.put(reason, new LongAdder());
		}
		for (FaultRefusal reason : FaultRefusal.values()) {
			this.refused.put(reason, new LongAdder());
		}
	}

	Map<String, Map<FaultMode, LongAdder>> injected() {
		return this.injected;
	}

	LongAdder injected(FaultSpec fault) {
		return Objects.requireNonNull(Objects.requireNonNull(this.injected.get(fault.point())).get(fault.mode()));
	}

	LongAdder skipped(Skipped reason) {
		return Objects.requireNonNull(this.skipped.get(reason));
	}

	LongAdder refused(FaultRefusal reason) {
		return Objects.requireNonNull(this.refused.get(reason));
	}

	LongAdder overflow() {
		return this.overflow;
	}

	/**
	 * Why a fault that was asked for did not happen.
	 */
	enum Skipped {

		/** The file is there. */
		STOPPED("stopped"),

		/** The call came too late after the request. */
		EXPIRED("expired"),

		/** This service has no such point; another one may. */
		UNKNOWN_POINT("unknown-point");

		private final String text;

		Skipped(String text) {
			this.text = text;
		}

		String text() {
			return this.text;
		}

	}

}
