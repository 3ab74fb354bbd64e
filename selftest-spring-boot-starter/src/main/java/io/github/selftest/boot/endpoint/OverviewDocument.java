package io.github.selftest.boot.endpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.CompletedRun;
import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.engine.GroupPlan;
import io.github.selftest.boot.engine.Verdict;
import io.github.selftest.boot.identity.Identity;
import io.github.selftest.boot.touched.TouchedBean;

/**
 * All groups and checks at a glance.
 */
final class OverviewDocument {

	private final Engine engine;

	private final Identity identity;

	private final List<TouchedBean> touched;

	private final long nanoTime;

	OverviewDocument(Engine engine, Identity identity, List<TouchedBean> touched) {
		this.engine = engine;
		this.identity = identity;
		this.touched = List.copyOf(touched);
		this.nanoTime = engine.clock().nanoTime();
	}

	Map<String, Object> toMap(boolean details) {
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("schema", VerdictDocument.SCHEMA);
		document.put("uptimeSeconds", Instants.seconds(this.identity.uptime()));
		Who.of(this.identity).addTo(document, this.identity.role());
		document.put("commit", Text.oneLine(this.identity.commit(), 40));
		document.put("groups", groups(details));
		document.put("checks", details ? checks() : Map.of());
		document.put("mutes", MuteDocument.of(this.engine.mutes(), details));
		document.put("touched", details ? touched() : List.of());
		return document;
	}

	private List<Map<String, Object>> touched() {
		return this.touched.stream().map(OverviewDocument::touched).toList();
	}

	private static Map<String, Object> touched(TouchedBean bean) {
		Map<String, Object> touched = new LinkedHashMap<>();
		touched.put("what", bean.what());
		touched.put("property", bean.property());
		touched.put("how", bean.how());
		return touched;
	}

	private Map<String, Object> groups(boolean details) {
		Map<String, Object> groups = new LinkedHashMap<>();
		for (GroupPlan plan : this.engine.groups()) {
			this.engine.verdict(plan.name())
				.ifPresent((verdict) -> groups.put(plan.name(), group(plan, verdict, details)));
		}
		return groups;
	}

	private Map<String, Object> group(GroupPlan plan, Verdict verdict, boolean details) {
		Map<String, Object> group = new LinkedHashMap<>();
		group.put("verdict", verdict.status().name());
		group.put("rawVerdict", verdict.rawStatus().name());
		group.put("reason", VerdictDocument.reason(verdict, details));
		group.put("since", Instants.text(verdict.since()));
		group.put("ageSeconds", Instants.tenths(verdict.ageSeconds(this.nanoTime)));
		group.put("intervalSeconds", Instants.seconds(plan.interval()));
		group.put("checkCount", verdict.checks().size());
		group.put("failedCount", verdict.failed().size());
		group.put("warnedCount", verdict.warned().size());
		group.put("inconclusiveCount", verdict.inconclusive().size());
		group.put("mutedCount", verdict.muted().size());
		return group;
	}

	private Map<String, Object> checks() {
		Map<String, Object> checks = new LinkedHashMap<>();
		for (CheckReport report : this.engine.checks()) {
			checks.put(report.id(), check(report));
		}
		return checks;
	}

	private Map<String, Object> check(CheckReport report) {
		Map<String, Object> check = CheckEntry.full(report);
		CompletedRun latest = report.latest();
		check.put("kind", report.definition().kind());
		check.put("groups", report.definition().groups().stream().sorted().toList());
		check.put("stale", report.stale());
		check.put("muted", report.mute() != null);
		check.put("running", report.running());
		check.put("ageSeconds", (latest != null) ? Instants.ageSeconds(latest.finishedNanos(), this.nanoTime) : 0.0);
		check.put("durationMillis", Instants.millis((latest != null) ? latest.duration() : null));
		return check;
	}

}
