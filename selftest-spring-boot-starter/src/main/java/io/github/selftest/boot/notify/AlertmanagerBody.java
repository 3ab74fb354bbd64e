package io.github.selftest.boot.notify;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Severity;
import io.github.selftest.api.Status;

/**
 * What Alertmanager takes at {@code POST /api/v2/alerts}. An alert there is known by its
 * labels and ends by itself at {@code endsAt}, so one that fires is sent again and again,
 * each time with an end that is four times as far away as the next sending.
 */
final class AlertmanagerBody implements Body {

	private static final int PERIODS = 4;

	private final Sender sender;

	private final Duration resend;

	AlertmanagerBody(Sender sender, Duration resend) {
		this.sender = sender;
		this.resend = resend;
	}

	@Override
	public String of(Alert alert, Instant now) {
		List<Map<String, Object>> alerts = new ArrayList<>();
		Status previous = alert.previous();
		if (alert.isOver() && previous != null) {
			alerts.add(alert(alert, severity(alert, previous), alert.at()));
			return Json.of(alerts);
		}
		if (previous != null && !severity(alert, previous).equals(severity(alert, alert.status()))) {
			alerts.add(alert(alert, severity(alert, previous), alert.at()));
		}
		alerts.add(alert(alert, severity(alert, alert.status()), now.plus(this.resend.multipliedBy(PERIODS))));
		return Json.of(alerts);
	}

	private Map<String, Object> alert(Alert alert, String severity, Instant endsAt) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("labels", labels(alert, severity));
		fields.put("annotations", annotations(alert));
		fields.put("startsAt", alert.since().toString());
		fields.put("endsAt", endsAt.truncatedTo(ChronoUnit.MILLIS).toString());
		if (this.sender.link() != null) {
			fields.put("generatorURL", this.sender.link());
		}
		return fields;
	}

	private Map<String, String> labels(Alert alert, String severity) {
		boolean isTest = alert.type() == AlertType.TEST;
		Map<String, String> labels = new LinkedHashMap<>();
		labels.put("alertname", isTest ? "SelftestTestAlert" : "SelftestFailing");
		labels.put("application", this.sender.application());
		labels.put("instance", this.sender.instance());
		labels.put(alert.about().kind(), alert.about().name());
		labels.put("severity", severity);
		return labels;
	}

	private static Map<String, String> annotations(Alert alert) {
		Alert.Detail detail = alert.detail();
		Map<String, String> annotations = new LinkedHashMap<>();
		annotations.put("summary", "%s of %s".formatted(alert.status(), alert.about()));
		annotations.put("description", alert.reason());
		annotations.put("status", alert.status().name());
		put(annotations, "code", detail.code());
		put(annotations, "observed", detail.observed());
		put(annotations, "expected", detail.expected());
		put(annotations, "remedy", detail.remedy());
		put(annotations, "runbook_url", detail.runBook());
		if (alert.folded() > 0) {
			annotations.put("folded", String.valueOf(alert.folded()));
		}
		return annotations;
	}

	private static void put(Map<String, String> annotations, String name, @Nullable String value) {
		if (value != null) {
			annotations.put(name, value);
		}
	}

	private static String severity(Alert alert, Status status) {
		Severity severity = alert.detail().severity();
		if (alert.type() == AlertType.TEST || severity == Severity.INFO) {
			return "info";
		}
		return (status == Status.FAIL && severity != Severity.DEGRADING) ? "critical" : "warning";
	}

}
