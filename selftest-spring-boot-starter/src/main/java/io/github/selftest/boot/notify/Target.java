package io.github.selftest.boot.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

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

	/** What was last told of each group, this target's own checks included. */
	private final Map<String, Status> states = new ConcurrentHashMap<>();

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
		boolean watched = watches(change);
		if (change.subject() == Subject.CHECK) {
			if (watched) {
				enter(new About(Subject.CHECK, change.name()), change.now(), change.reason(), change.at());
			}
			lookAgain(change.name(), change.at());
		}
		else if (watched) {
			this.states.put(change.name(), change.now());
			enterGroup(change.name(), change.now(), change.reason(), change.at());
		}
	}

	/*
	 * A group that its own checks keep from passing has no news when another check joins
	 * or leaves them, but the target has.
	 */
	private void lookAgain(String check, Instant at) {
		this.states.forEach((group, status) -> {
			Verdict verdict = (status != Status.PASS) ? this.engine.verdict(group).orElse(null) : null;
			if (verdict != null && verdict.status() == status
					&& verdict.checks().stream().anyMatch((report) -> report.id().equals(check))) {
				enterGroup(group, status, verdict.reason(), at);
			}
		});
	}

	private void enter(About about, Status now, String reason, Instant at) {
		Detail detail = this.details.of(about);
		this.courier.enter((entry) -> entry.queue()
			.accept(entry.book().changed(about, now, reason, detail, at, entry.clock().nanoTime())));
	}

	private void enterGroup(String group, Status now, String reason, Instant at) {
		About about = new About(Subject.GROUP, group);
		if (now == Status.PASS || !isDueToOwn(group)) {
			enter(about, now, reason, at);
			return;
		}
		Detail detail = this.details.of(about).withoutFinding();
		this.courier.enter((entry) -> entry.queue()
			.accept(entry.book()
				.changed(about, Status.PASS, "ok, but for the way of these alerts", detail, at,
						entry.clock().nanoTime())));
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
		if (about.subject() == Subject.GROUP) {
			this.states.remove(about.name());
		}
		String why = "is muted until %s by %s: %s".formatted(mute.until(), mute.author(), mute.reason());
		this.courier.enter((entry) -> entry.book()
			.close(about::equals, why, entry.clock().wallClock().instant())
			.forEach(entry.queue()));
		if (about.subject() == Subject.CHECK) {
			lookAgain(about.name(), this.engine.clock().wallClock().instant());
		}
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
	private boolean isDueToOwn(String group) {
		Verdict verdict = this.engine.verdict(group).orElse(null);
		if (verdict == null) {
			return false;
		}
		List<String> guilty = new ArrayList<>(verdict.failed());
		guilty.addAll(verdict.warned());
		guilty.addAll(verdict.inconclusive());
		return !guilty.isEmpty() && guilty.stream().allMatch(this::isOwn);
	}

	private String camelCase() {
		StringBuilder camelCase = new StringBuilder();
		for (String word : StringUtils.delimitedListToStringArray(this.name, "-")) {
			camelCase.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
		}
		return camelCase.toString();
	}

}
