package io.github.selftest.boot.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.springframework.util.StringUtils;

import io.github.selftest.api.StateChanged;
import io.github.selftest.api.StateChanged.Subject;
import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.engine.Mute;
import io.github.selftest.boot.engine.Verdict;
import io.github.selftest.boot.notify.Alert.About;
import io.github.selftest.boot.notify.Alert.Detail;

/**
 * Somebody who is told of changes: what is told, and how it gets there.
 */
final class Target {

	private final String name;

	private final Engine engine;

	private final Set<String> groups;

	private final Set<String> checks;

	private final Details details;

	private final Webhook webhook;

	private final Courier courier;

	Target(String name, Engine engine, Set<String> groups, Set<String> checks, Webhook webhook, Courier courier) {
		this.name = name;
		this.engine = engine;
		this.groups = Set.copyOf(groups);
		this.checks = Set.copyOf(checks);
		this.details = new Details(engine);
		this.webhook = webhook;
		this.courier = courier;
	}

	String name() {
		return this.name;
	}

	String host() {
		return this.webhook.host();
	}

	Webhook webhook() {
		return this.webhook;
	}

	Courier courier() {
		return this.courier;
	}

	String testCheckId() {
		return "alert" + camelCase();
	}

	String deliveryCheckId() {
		return "alert" + camelCase() + "Delivery";
	}

	void changed(StateChanged change) {
		if (!watches(change)) {
			return;
		}
		About about = new About(change.subject(), change.name());
		Status now = withoutOwn(change);
		Detail detail = this.details.of(about);
		this.courier.enter((entry) -> entry.queue()
			.accept(entry.book().changed(about, now, change.reason(), detail, change.at(), entry.clock().nanoTime())));
	}

	/**
	 * Tell that checks are no longer there.
	 * @param checks the ids of those that are
	 */
	void planChanged(Set<String> checks) {
		this.courier.enter((entry) -> entry.book()
			.close((about) -> about.subject() == Subject.CHECK && !checks.contains(about.name()),
					"is no longer part of the service", entry.clock().wallClock().instant())
			.forEach(entry.queue()));
	}

	/**
	 * Tell that somebody knows of a check or group, and close what is open of it.
	 * @param about the check or group
	 * @param mute what, why, by whom and until when
	 */
	void muted(About about, Mute mute) {
		String why = "is muted until %s by %s: %s".formatted(mute.until(), mute.author(), mute.reason());
		this.courier.enter((entry) -> entry.book()
			.close(about::equals, why, entry.clock().wallClock().instant())
			.forEach(entry.queue()));
	}

	Alert testAlert() {
		Instant now = this.engine.clock().wallClock().instant();
		return new Alert(UUID.randomUUID().toString(), AlertType.TEST, new About(Subject.CHECK, testCheckId()),
				Status.PASS, null, "This is a test alert. Nothing is wrong: it shows that alerts arrive here.", now,
				now, Detail.of("Test alert to '" + this.name + "'"), 0);
	}

	private boolean watches(StateChanged change) {
		if (change.subject() == Subject.GROUP) {
			return this.groups.contains(change.name());
		}
		return (this.checks.contains("*") || this.checks.contains(change.name())) && !isOwn(change.name());
	}

	private boolean isOwn(String check) {
		return check.equals(testCheckId()) || check.equals(deliveryCheckId());
	}

	/*
	 * That this very target does not accept alerts is nothing to send it alerts about.
	 */
	private Status withoutOwn(StateChanged change) {
		Verdict verdict = (change.subject() == Subject.GROUP) ? this.engine.verdict(change.name()).orElse(null) : null;
		if (verdict == null || change.now() == Status.PASS) {
			return change.now();
		}
		List<String> guilty = new ArrayList<>(verdict.failed());
		guilty.addAll(verdict.warned());
		guilty.addAll(verdict.inconclusive());
		return (!guilty.isEmpty() && guilty.stream().allMatch(this::isOwn)) ? Status.PASS : change.now();
	}

	private String camelCase() {
		StringBuilder camelCase = new StringBuilder();
		for (String word : StringUtils.delimitedListToStringArray(this.name, "-")) {
			camelCase.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
		}
		return camelCase.toString();
	}

}
