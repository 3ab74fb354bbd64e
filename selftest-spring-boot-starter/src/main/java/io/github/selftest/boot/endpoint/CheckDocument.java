package io.github.selftest.boot.endpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.CheckHistory;
import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.CompletedRun;
import io.github.selftest.boot.engine.Mute;
import io.github.selftest.boot.engine.RunRecord;

/**
 * One check: always the same fields with the same types. The compact form leaves out the
 * definition and the recent runs, and takes at most {@link Room#COMPACT} bytes.
 */
final class CheckDocument {

	private static final int MAX_RECENT = 50;

	private final String group;

	private final CheckReport report;

	private final String reason;

	private final Who who;

	private final String role;

	private final long nanoTime;

	CheckDocument(String group, CheckReport report, String reason, Who who, String role, long nanoTime) {
		this.group = group;
		this.report = report;
		this.reason = Text.harmless(reason, VerdictDocument.MAX_REASON);
		this.who = who;
		this.role = role;
		this.nanoTime = nanoTime;
	}

	Map<String, Object> withoutDetails() {
		return document(this.reason, false);
	}

	Map<String, Object> full(List<RunRecord> recent) {
		return full(recent, null);
	}

	Map<String, Object> full(List<RunRecord> recent, @Nullable CheckHistory history) {
		Map<String, Object> document = document(this.reason, false);
		addDefinition(document, this.report.definition());
		document.put("mute", mute());
		document.put("findings", findings());
		document.put("measurements", measurements());
		document.put("recent", recent.stream().limit(MAX_RECENT).map(CheckDocument::recent).toList());
		document.put("history", (history != null) ? HistoryEntry.of(history) : Map.of());
		return document;
	}

	Map<String, Object> compact(boolean details) {
		Room room = new Room(document("", false));
		String reason = room.text(this.reason, 0);
		List<Object> measurements = new ArrayList<>();
		List<Object> findings = new ArrayList<>();
		if (details) {
			room.fill(measurements, measurements());
			room.fill(findings, findings());
		}
		Map<String, Object> document = document(reason, room.isTruncated());
		document.put("findings", findings);
		document.put("measurements", measurements);
		return document;
	}

	private Map<String, Object> document(String reason, boolean truncated) {
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("schema", VerdictDocument.SCHEMA);
		document.put("group", VerdictDocument.name(this.group));
		document.put("check", this.report.id());
		document.put("verdict", this.report.status().name());
		document.put("rawVerdict", this.report.rawStatus().name());
		document.put("pass", this.report.status().isPassing());
		document.put("fail", this.report.status() == Status.FAIL);
		document.put("reason", reason);
		document.put("truncated", truncated);
		addState(document);
		document.put("pod", this.who.pod());
		document.put("podTemplateHash", this.who.podTemplateHash());
		document.put("role", this.role);
		addEmptyDetails(document);
		return document;
	}

	private void addState(Map<String, Object> document) {
		CompletedRun latest = this.report.latest();
		Mute mute = this.report.mute();
		document.put("muted", mute != null);
		document.put("mutedUntil", Instants.text((mute != null) ? mute.until() : null));
		document.put("stale", this.report.stale());
		document.put("running", this.report.running());
		document.put("ageSeconds", (latest != null) ? Instants.ageSeconds(latest.finishedNanos(), this.nanoTime) : 0.0);
		document.put("durationMillis", Instants.millis((latest != null) ? latest.duration() : null));
		document.put("consecutiveFailures", this.report.consecutiveFailures());
		document.put("lastRun", Instants.text((latest != null) ? latest.startedAt() : null));
		document.put("nextRun", Instants.text(this.report.nextRun()));
		document.put("since", Instants.text(this.report.since()));
		document.put("lastPass", Instants.text(this.report.lastPass()));
	}

	private static void addEmptyDetails(Map<String, Object> document) {
		for (String text : List.of("title", "kind", "severity", "runBook")) {
			document.put(text, "");
		}
		document.put("mute", Map.of());
		document.put("intervalSeconds", 0.0);
		document.put("deadlineSeconds", 0.0);
		for (String list : List.of("groups", "prerequisites", "findings", "measurements", "recent")) {
			document.put(list, List.of());
		}
		document.put("history", Map.of());
	}

	private static void addDefinition(Map<String, Object> document, CheckDefinition definition) {
		String runBook = definition.runBook();
		document.put("title", Text.oneLine(definition.title(), 200));
		document.put("kind", definition.kind());
		document.put("severity", definition.severity().name());
		document.put("runBook", (runBook != null) ? Text.oneLine(runBook, 500) : "");
		document.put("intervalSeconds", Instants.seconds(definition.interval()));
		document.put("deadlineSeconds", Instants.seconds(definition.deadline()));
		document.put("groups", definition.groups().stream().sorted().toList());
		document.put("prerequisites", definition.prerequisites());
	}

	private Map<String, Object> mute() {
		Mute mute = this.report.mute();
		return (mute != null) ? MuteDocument.of(mute, true) : Map.of();
	}

	private List<Object> findings() {
		List<Object> findings = new ArrayList<>();
		CompletedRun latest = this.report.latest();
		for (Finding finding : (latest != null) ? latest.result().findings() : List.<Finding>of()) {
			Map<String, Object> entry = new LinkedHashMap<>();
			entry.put("status", finding.status().name());
			CheckEntry.addFinding(entry, finding);
			findings.add(entry);
		}
		return findings;
	}

	private List<Object> measurements() {
		List<Object> measurements = new ArrayList<>();
		CompletedRun latest = this.report.latest();
		for (Measurement measurement : (latest != null) ? latest.result().measurements() : List.<Measurement>of()) {
			measurements.add(CheckEntry.measurement(measurement));
		}
		return measurements;
	}

	private static Map<String, Object> recent(RunRecord run) {
		Map<String, Object> entry = new LinkedHashMap<>();
		entry.put("at", Instants.text(run.startedAt()));
		entry.put("durationMillis", Instants.millis(run.duration()));
		entry.put("verdict", run.status().name());
		entry.put("summary", Text.oneLine(run.summary(), 500));
		return entry;
	}

}
