package io.github.selftest.boot.notify;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Severity;

/**
 * Our own document. Every field is always there.
 */
final class JsonBody implements Body {

	static final int SCHEMA = 1;

	private final String target;

	private final Sender sender;

	JsonBody(String target, Sender sender) {
		this.target = target;
		this.sender = sender;
	}

	@Override
	public String of(Alert alert, Instant now) {
		return Json.of(fields(alert));
	}

	Map<String, @Nullable Object> fields(Alert alert) {
		Alert.Detail detail = alert.detail();
		Severity severity = detail.severity();
		Map<String, @Nullable Object> fields = new LinkedHashMap<>();
		fields.put("schema", SCHEMA);
		fields.put("id", alert.id());
		fields.put("type", alert.type().word());
		fields.put("target", this.target);
		fields.put("application", this.sender.application());
		fields.put("instance", this.sender.instance());
		fields.put("subject", alert.about().kind());
		fields.put("name", alert.about().name());
		fields.put("title", detail.title());
		fields.put("status", alert.status().name());
		fields.put("previous", (alert.previous() != null) ? alert.previous().name() : null);
		fields.put("severity", (severity != null) ? severity.name() : null);
		fields.put("reason", alert.reason());
		fields.put("since", alert.since().toString());
		fields.put("at", alert.at().toString());
		fields.put("check", detail.check());
		fields.put("code", detail.code());
		fields.put("observed", detail.observed());
		fields.put("expected", detail.expected());
		fields.put("remedy", detail.remedy());
		fields.put("runBook", detail.runBook());
		fields.put("link", this.sender.link());
		fields.put("failed", detail.failed());
		fields.put("warned", detail.warned());
		fields.put("inconclusive", detail.inconclusive());
		fields.put("folded", alert.folded());
		return fields;
	}

}
