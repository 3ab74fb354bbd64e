package io.github.selftest.boot.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A message for Slack and those compatible with it: one line of text that is complete in
 * itself, and an attachment with a colour and the details.
 */
final class SlackBody implements Body {

	private final Sender sender;

	SlackBody(Sender sender) {
		this.sender = sender;
	}

	@Override
	public String of(Alert alert, Instant now) {
		Map<String, Object> attachment = new LinkedHashMap<>();
		attachment.put("color", color(alert));
		attachment.put("fallback", escaped(alert.reason()));
		attachment.put("fields", fields(alert));
		attachment.put("ts", alert.at().getEpochSecond());
		Map<String, Object> message = new LinkedHashMap<>();
		message.put("text", text(alert));
		message.put("attachments", List.of(attachment));
		return Json.of(message);
	}

	private String text(Alert alert) {
		String what = "%s: %s of %s".formatted(headline(alert), alert.about(), this.sender.application());
		return "*" + escaped(what) + "* " + escaped(alert.reason());
	}

	private static String headline(Alert alert) {
		return switch (alert.type()) {
			case FIRING, CHANGED -> alert.status().name();
			case REMINDER -> "Still " + alert.status();
			case RESOLVED -> "Resolved, " + alert.status();
			case TEST -> "TEST, nothing is wrong";
		};
	}

	private List<Map<String, Object>> fields(Alert alert) {
		Alert.Detail detail = alert.detail();
		List<Map<String, Object>> fields = new ArrayList<>();
		add(fields, "Instance", this.sender.instance(), true);
		add(fields, "Since", alert.since().toString(), true);
		if (!alert.isOver()) {
			add(fields, "Observed", detail.observed(), true);
			add(fields, "Expected", detail.expected(), true);
			add(fields, "Failed", String.join(", ", detail.failed()), false);
			add(fields, "Remedy", detail.remedy(), false);
			add(fields, "Run book", detail.runBook(), false);
		}
		add(fields, "More", this.sender.link(), false);
		if (alert.folded() > 0) {
			add(fields, "Not sent", alert.folded() + " earlier changes", false);
		}
		return fields;
	}

	private static void add(List<Map<String, Object>> fields, String title, @Nullable String value, boolean isShort) {
		if (value != null && !value.isEmpty()) {
			Map<String, Object> field = new LinkedHashMap<>();
			field.put("title", title);
			field.put("value", escaped(value));
			field.put("short", isShort);
			fields.add(field);
		}
	}

	private static String color(Alert alert) {
		if (alert.type() == AlertType.TEST) {
			return "#3b6ea5";
		}
		return switch (alert.status()) {
			case PASS -> "#2e8540";
			case WARN -> "#e8a200";
			case INCONCLUSIVE -> "#808080";
			case FAIL -> "#d00000";
		};
	}

	private static String escaped(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
	}

}
