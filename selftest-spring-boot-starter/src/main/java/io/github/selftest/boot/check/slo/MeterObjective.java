package io.github.selftest.boot.check.slo;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.Status;

/**
 * An objective over any meter. A run takes a sample; a rate or a ratio is what lies
 * between the samples of the window.
 */
final class MeterObjective {

	private static final Duration LEAST = Duration.ofSeconds(55);

	private static final int MAX_SAMPLES = 512;

	private final String name;

	private final SloCheckProperties.Meter objective;

	private final MeterReader meters;

	private final LongSupplier nanoTime;

	private final Deque<Sample> samples = new ArrayDeque<>();

	MeterObjective(String name, SloCheckProperties.Meter objective, MeterReader meters, LongSupplier nanoTime) {
		this.name = name;
		this.objective = objective;
		this.meters = meters;
		this.nanoTime = nanoTime;
	}

	Check toCheck() {
		String id = Names.id("slo", this.name);
		String title = Objects.requireNonNullElse(this.objective.title(), "Objective '" + this.name + "'");
		return this.objective.canary() ? SloCheck.ofCanary(id, title, (run) -> look())
				: SloCheck.ofContinuous(id, title, (run) -> look());
	}

	private synchronized CheckResult look() {
		MeterReader.Reading part = this.meters.read(Objects.requireNonNull(this.objective.meter()),
				this.objective.tags());
		if (part.isMissing()) {
			return unknown(part);
		}
		if (this.objective.per() == SloCheckProperties.Meter.Per.VALUE) {
			return judged(part.value(), "");
		}
		MeterReader.Reading whole = MeterReader.Reading.of(0);
		if (this.objective.per() == SloCheckProperties.Meter.Per.RATIO) {
			whole = this.meters.read(Objects.requireNonNull(this.objective.of()), this.objective.ofTags());
			if (whole.isMissing()) {
				return unknown(whole);
			}
		}
		return overTime(new Sample(this.nanoTime.getAsLong(), part.value(), whole.value()));
	}

	private CheckResult overTime(Sample now) {
		Sample last = this.samples.peekLast();
		boolean isReset = last != null
				&& (now.part() < last.part() || now.whole() < last.whole() || now.nanos() < last.nanos());
		if (isReset) {
			this.samples.clear();
		}
		this.samples.addLast(now);
		long window = this.objective.window().toNanos();
		while (this.samples.size() > MAX_SAMPLES || isBeyond(window, now)) {
			this.samples.removeFirst();
		}
		Sample first = this.samples.getFirst();
		double seconds = (now.nanos() - first.nanos()) / 1e9;
		if (seconds < LEAST.toSeconds()) {
			return tooLittle(MeterReader.Reading.missing(isReset ? "the meter was set back, and is looked at anew"
					: "it was looked at for %s only".formatted(Codes.span(seconds)), "Wait for a minute"));
		}
		return (this.objective.per() == SloCheckProperties.Meter.Per.RATIO) ? ratio(first, now)
				: judged((now.part() - first.part()) * 60 / seconds, " a minute");
	}

	/** Keep one sample at the start of the window or before it. */
	private boolean isBeyond(long window, Sample now) {
		return this.samples.size() > 2
				&& now.nanos() - this.samples.stream().skip(1).findFirst().orElse(now).nanos() >= window;
	}

	private CheckResult ratio(Sample first, Sample now) {
		double whole = now.whole() - first.whole();
		if (whole < this.objective.minimumSamples()) {
			return tooLittle(MeterReader.Reading.missing(
					"'%s' grew by %s, which is too little to tell".formatted(this.objective.of(), Codes.number(whole)),
					"Wait for more, or set 'minimum-samples' lower"));
		}
		return judged((now.part() - first.part()) / whole, "");
	}

	private CheckResult judged(double value, String unit) {
		Double minimum = this.objective.minimum();
		Double maximum = this.objective.maximum();
		boolean isTooLow = minimum != null && value < minimum;
		boolean isTooHigh = maximum != null && value > maximum;
		boolean isMinimum = isTooLow || maximum == null;
		Double limit = isMinimum ? minimum : maximum;
		Finding finding = Codes.OBJECTIVE
			.finding((isTooLow || isTooHigh) ? Status.FAIL : Status.PASS,
					"Objective '%s': meter '%s' is %s%s".formatted(this.name, this.objective.meter(),
							Codes.number(value), unit))
			.withValues(Codes.number(value) + unit,
					(isMinimum ? "at least " : "at most ") + Codes.number((limit != null) ? limit : 0) + unit);
		Measurement measurement = Measurement.of("value", value, unit.isEmpty() ? "value" : "per minute");
		return CheckResult.of(List.of(finding), List.of((limit != null) ? measurement.withLimit(limit) : measurement));
	}

	private CheckResult unknown(MeterReader.Reading reading) {
		return unknown(Codes.OBJECTIVE, reading);
	}

	private CheckResult tooLittle(MeterReader.Reading reading) {
		return unknown(Codes.FEW_SAMPLES, reading);
	}

	private CheckResult unknown(Codes code, MeterReader.Reading reading) {
		return CheckResult
			.of(code.finding(Status.INCONCLUSIVE, "Objective '%s': %s".formatted(this.name, reading.problem()))
				.withRemedy(reading.remedy()));
	}

	/**
	 * What a run has seen.
	 *
	 * @param nanos the monotonic time
	 * @param part the value of the meter
	 * @param whole the value of the meter that a ratio is of
	 */
	private record Sample(long nanos, double part, double whole) {

	}

}
