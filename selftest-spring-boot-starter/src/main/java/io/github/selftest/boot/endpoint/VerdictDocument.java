package io.github.selftest.boot.endpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.Mute;
import io.github.selftest.boot.engine.Verdict;

/**
 * The verdict of a group: always the same fields with the same types.
 */
final class VerdictDocument {

	static final int MAX_REASON = 200;

	static final int SCHEMA = 1;

	private static final int MAX_NAME = 63;

	private final Verdict verdict;

	private final Who who;

	private final String reason;

	private final List<String> failed;

	private final List<String> warned;

	private final List<String> inconclusive;

	private final List<String> muted;

	private final Map<String, Object> checks;

	private final boolean truncated;

	VerdictDocument(Verdict verdict, Who who, String reason, List<String> failed, List<String> warned,
			List<String> inconclusive, List<String> muted, Map<String, Object> checks, boolean truncated) {
		this.verdict = verdict;
		this.who = who;
		this.reason = reason;
		this.failed = failed;
		this.warned = warned;
		this.inconclusive = inconclusive;
		this.muted = muted;
		this.checks = checks;
		this.truncated = truncated;
	}

	static VerdictDocument full(Verdict verdict, Who who, boolean details) {
		Map<String, Object> checks = new LinkedHashMap<>();
		for (CheckReport report : details ? verdict.checks() : List.<CheckReport>of()) {
			checks.put(report.id(), CheckEntry.full(report));
		}
		return new VerdictDocument(verdict, who, reason(verdict, details), verdict.failed(), verdict.warned(),
				verdict.inconclusive(), verdict.muted(), checks, false);
	}

	static String reason(Verdict verdict, boolean details) {
		return Text.harmless(details ? verdict.reason() : PublicReason.of(verdict), MAX_REASON);
	}

	static String name(String group) {
		return Text.cutToJsonBytes(Text.oneLine(group, MAX_NAME), MAX_NAME);
	}

	Map<String, Object> with(LiveValues live) {
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("schema", SCHEMA);
		document.put("group", name(this.verdict.group()));
		document.put("verdict", this.verdict.status().name());
		document.put("rawVerdict", this.verdict.rawStatus().name());
		document.put("pass", this.verdict.status().isPassing());
		document.put("fail", this.verdict.status() == Status.FAIL);
		document.put("reason", this.reason);
		addLists(document);
		addNumbers(document, live);
		this.who.addTo(document, live.role());
		document.put("checks", this.checks);
		return document;
	}

	private void addLists(Map<String, Object> document) {
		Mute mute = this.verdict.mute();
		document.put("failed", this.failed);
		document.put("warned", this.warned);
		document.put("inconclusive", this.inconclusive);
		document.put("failedCount", this.verdict.failed().size());
		document.put("warnedCount", this.verdict.warned().size());
		document.put("inconclusiveCount", this.verdict.inconclusive().size());
		document.put("truncated", this.truncated);
		document.put("muted", this.muted);
		document.put("mutedUntil", Instants.text((mute != null) ? mute.until() : null));
	}

	private void addNumbers(Map<String, Object> document, LiveValues live) {
		document.put("score", Math.floor(this.verdict.score() * 10_000) / 10_000);
		ObjectiveCounts counts = ObjectiveCounts.of(this.verdict);
		document.put("samples", counts.samples());
		document.put("errors", counts.errors());
		document.put("windowSeconds", counts.windowSeconds());
		document.put("ageSeconds", live.ageSeconds());
		document.put("uptimeSeconds", live.uptimeSeconds());
		document.put("deployMinute", 0);
	}

}
