package io.github.selftest.boot.observability;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.engine.EngineListener;
import io.github.selftest.boot.engine.GroupPlan;

/**
 * Writes one line to the logger {@code selftest.start} when the first checks run: what
 * was found, what is off and why, and where to look.
 */
final class StartReport implements EngineListener {

	private static final Logger logger = LoggerFactory.getLogger("selftest.start");

	private final Engine engine;

	private final Supplier<List<SwitchedOff>> off;

	private final Supplier<String> place;

	private final boolean scheduled;

	StartReport(Engine engine, Supplier<List<SwitchedOff>> off, Supplier<String> place, boolean scheduled) {
		this.engine = engine;
		this.off = off;
		this.place = place;
		this.scheduled = scheduled;
	}

	@Override
	public void started() {
		if (logger.isInfoEnabled()) {
			logger.info("Self-test found {}; {}{} - {}", checks(), groups(), off(), this.place.get());
		}
	}

	private String checks() {
		List<CheckReport> checks = this.engine.checks();
		Map<String, Long> kinds = checks.stream()
			.collect(Collectors.groupingBy((check) -> check.definition().kind(), TreeMap::new, Collectors.counting()));
		String found = (checks.size() == 1) ? "1 check" : checks.size() + " checks";
		return kinds.isEmpty() ? "no checks"
				: found + kinds.entrySet()
					.stream()
					.map((kind) -> kind.getKey() + " " + kind.getValue())
					.collect(Collectors.joining(", ", " (", ")"));
	}

	private String groups() {
		return this.engine.groups()
			.stream()
			.map(GroupPlan::name)
			.map((group) -> group + " "
					+ this.engine.verdict(group).map((verdict) -> verdict.checks().size()).orElse(0))
			.collect(Collectors.joining(", ", "in groups: ", ""))
				+ (this.scheduled ? "" : "; nothing runs by itself ('selftest.schedule.enabled' is false)");
	}

	private String off() {
		Map<String, List<String>> byReason = this.off.get()
			.stream()
			.collect(Collectors.groupingBy(SwitchedOff::reason, TreeMap::new,
					Collectors.mapping(SwitchedOff::name, Collectors.toList())));
		return byReason.isEmpty() ? ""
				: byReason.entrySet()
					.stream()
					.map((reason) -> String.join(", ", reason.getValue()) + " (" + reason.getKey() + ")")
					.collect(Collectors.joining(", ", "; off: ", ""));
	}

}
