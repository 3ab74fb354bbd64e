package io.github.selftest.boot.check.httpcache;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.selftest.boot.check.RawField;
import io.github.selftest.boot.check.RawRequest.BodySink;

/**
 * Leads the body of one answer into a collector, once its head is known.
 */
final class BodyTap implements Function<List<RawField>, BodySink> {

	private final int kept;

	private @Nullable BodyCollector collector;

	/**
	 * Create a tap.
	 * @param kept how many octets of the beginning are kept
	 */
	BodyTap(int kept) {
		this.kept = kept;
	}

	@Override
	public BodySink apply(List<RawField> lines) {
		BodyCollector opened = BodyCollector.of(fields(lines), this.kept);
		this.collector = opened;
		return opened::add;
	}

	/**
	 * Return what was collected, once.
	 * @param isComplete whether all of it came
	 * @return the body
	 */
	Body body(boolean isComplete) {
		return (this.collector != null) ? this.collector.body(isComplete) : Body.NONE;
	}

	static Fields fields(List<RawField> lines) {
		return new Fields(lines.stream().map((line) -> new FieldLine(line.name(), line.value())).toList());
	}

}
