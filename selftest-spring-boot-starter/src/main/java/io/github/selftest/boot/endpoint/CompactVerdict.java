package io.github.selftest.boot.endpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.Verdict;

/**
 * The verdict of a group in at most {@link Room#COMPACT} bytes: first the reason, then
 * the ids, then the checks, the worst ones first.
 */
final class CompactVerdict {

	private CompactVerdict() {
	}

	static VerdictDocument of(Verdict verdict, Who who, boolean details) {
		Room room = new Room(
				new VerdictDocument(verdict, who, "", List.of(), List.of(), List.of(), List.of(), Map.of(), false)
					.with(LiveValues.WIDEST));
		String reason = room.text(VerdictDocument.reason(verdict, details), lengthOfWorst(verdict));
		List<String> failed = fitting(room, verdict.failed());
		List<String> inconclusive = fitting(room, verdict.inconclusive());
		List<String> warned = fitting(room, verdict.warned());
		List<String> muted = fitting(room, verdict.muted());
		Map<String, Object> checks = details ? fittingChecks(room, verdict) : Map.of();
		return new VerdictDocument(verdict, who, reason, failed, warned, inconclusive, muted, checks,
				room.isTruncated());
	}

	private static int lengthOfWorst(Verdict verdict) {
		return worstFirst(verdict).findFirst().map((id) -> Json.length(List.of(id))).orElse(0);
	}

	private static Stream<String> worstFirst(Verdict verdict) {
		return Stream.of(verdict.failed(), verdict.inconclusive(), verdict.warned()).flatMap(List::stream);
	}

	private static List<String> fitting(Room room, List<String> ids) {
		List<String> fitting = new ArrayList<>();
		room.fill(fitting, ids);
		return fitting;
	}

	private static Map<String, Object> fittingChecks(Room room, Verdict verdict) {
		Map<String, Object> checks = new LinkedHashMap<>();
		Map<String, CheckReport> remaining = new LinkedHashMap<>();
		verdict.checks().forEach((report) -> remaining.put(report.id(), report));
		Stream.concat(worstFirst(verdict), List.copyOf(remaining.keySet()).stream()).forEach((id) -> {
			CheckReport report = remaining.remove(id);
			if (report != null) {
				room.put(checks, id, CheckEntry.compact(report));
			}
		});
		return checks;
	}

}
