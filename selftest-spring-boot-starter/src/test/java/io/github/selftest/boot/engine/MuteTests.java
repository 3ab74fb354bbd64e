package io.github.selftest.boot.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.Severity;
import io.github.selftest.api.StateChanged;
import io.github.selftest.api.StateChanged.Subject;
import io.github.selftest.api.Status;

import static io.github.selftest.api.Status.FAIL;
import static io.github.selftest.api.Status.INCONCLUSIVE;
import static io.github.selftest.api.Status.PASS;
import static io.github.selftest.api.Status.WARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for what is muted.
 */
@ExtendWith(OutputCaptureExtension.class)
class MuteTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private static final Duration HOUR = Duration.ofHours(1);

	private final EngineFixture fixture = new EngineFixture();

	@Test
	void mutedCheckIsShownAsItIsAndDoesNotCount() {
		SelfTestEngine engine = this.fixture.with(canary("a", FAIL), canary("b", PASS)).ready();
		this.fixture.pass(engine, MINUTE);
		assertThat(EngineFixture.status(engine, "canary")).isEqualTo(FAIL);
		engine.mute(checks("a"));
		Verdict verdict = engine.verdict("canary").orElseThrow();
		assertThat(verdict.status()).isEqualTo(PASS);
		assertThat(verdict.rawStatus()).isEqualTo(PASS);
		assertThat(verdict.reason()).isEqualTo("ok, 1 muted: a until 13:01Z");
		assertThat(verdict.muted()).containsExactly("a");
		assertThat(verdict.failed()).isEmpty();
		assertThat(verdict.counting()).isEqualTo(1);
		CheckReport report = engine.check("canary", "a").orElseThrow();
		assertThat(report.status()).isEqualTo(FAIL);
		assertThat(report.mute()).isNotNull();
	}

	@Test
	void mutedCheckRunsOn() {
		ScriptedCheck check = canary("a", FAIL);
		SelfTestEngine engine = this.fixture.with(check, canary("b", PASS)).ready();
		engine.mute(checks("a"));
		this.fixture.pass(engine, MINUTE);
		int before = check.runs.get();
		this.fixture.pass(engine, MINUTE.multipliedBy(5));
		assertThat(check.runs.get()).isGreaterThan(before);
	}

	@Test
	void whatIsWorseIsTheReason() {
		SelfTestEngine engine = this.fixture.with(canary("a", FAIL), canary("b", WARN)).ready();
		engine.mute(checks("a"));
		this.fixture.pass(engine, MINUTE);
		Verdict verdict = engine.verdict("canary").orElseThrow();
		assertThat(verdict.status()).isEqualTo(WARN);
		assertThat(verdict.reason()).startsWith("b:");
		assertThat(verdict.muted()).containsExactly("a");
	}

	@Test
	void groupOfWhichAllIsMutedIsInconclusiveAndAlarmsNobody() {
		SelfTestEngine engine = this.fixture.with(canary("a", FAIL), info("c")).ready();
		this.fixture.pass(engine, MINUTE);
		this.fixture.changes.clear();
		engine.mute(checks("a"));
		this.fixture.pass(engine, MINUTE);
		Verdict verdict = engine.verdict("canary").orElseThrow();
		assertThat(verdict.status()).isEqualTo(INCONCLUSIVE);
		assertThat(verdict.reason()).isEqualTo("all checks of group 'canary' that count are muted: a until 13:01Z");
		assertThat(verdict.oldestNanos()).isNotNull();
		assertThat(this.fixture.changes).isEmpty();
		assertThat(this.fixture.muted).contains("CHECK a", "GROUP canary");
	}

	@Test
	void whatWaitsForAMutedCheckDoesNotCountEither() {
		ScriptedCheck dependent = ScriptedCheck.of(definition("b").after("a"), PASS);
		SelfTestEngine engine = this.fixture.with(canary("a", FAIL), dependent, canary("c", PASS)).ready();
		engine.mute(checks("a"));
		this.fixture.pass(engine, MINUTE);
		Verdict verdict = engine.verdict("canary").orElseThrow();
		assertThat(verdict.status()).isEqualTo(PASS);
		assertThat(verdict.inconclusive()).containsExactly("b");
	}

	@Test
	void nothingIsToldOfAMutedCheckUntilItEnds() {
		ScriptedCheck check = canary("a", PASS);
		SelfTestEngine engine = this.fixture.with(check, canary("b", PASS)).ready();
		this.fixture.pass(engine, MINUTE);
		this.fixture.changes.clear();
		Mute mute = engine.mute(checks("a"));
		check.become(FAIL);
		this.fixture.pass(engine, MINUTE);
		assertThat(this.fixture.changes).isEmpty();
		engine.unmute(mute.id());
		this.fixture.settle(engine);
		assertThat(this.fixture.changes(Subject.CHECK)).containsExactly("a PASS -> FAIL");
		assertThat(this.fixture.changes(Subject.GROUP)).containsExactly("canary PASS -> FAIL");
	}

	@Test
	void aFailureThatWasToldBeforeIsToldAgain() {
		SelfTestEngine engine = this.fixture.with(canary("a", FAIL), canary("b", PASS)).ready();
		this.fixture.pass(engine, MINUTE);
		engine.mute(checks("a"));
		this.fixture.settle(engine);
		assertThat(this.fixture.changes.get(this.fixture.changes.size() - 1).reason())
			.isEqualTo("ok, 1 muted: a until 13:01Z");
		this.fixture.changes.clear();
		this.fixture.pass(engine, HOUR.plusSeconds(1));
		assertThat(this.fixture.changes(Subject.CHECK)).containsExactly("a null -> FAIL");
		assertThat(this.fixture.changes(Subject.GROUP)).containsExactly("canary PASS -> FAIL");
	}

	@Test
	void whatHasHealedMeanwhileIsToldAtTheEnd() {
		ScriptedCheck check = canary("a", FAIL);
		SelfTestEngine engine = this.fixture.with(check, canary("b", PASS)).ready();
		this.fixture.pass(engine, MINUTE);
		Mute mute = engine.mute(checks("a"));
		check.become(PASS);
		this.fixture.pass(engine, MINUTE);
		this.fixture.changes.clear();
		engine.unmute(mute.id());
		this.fixture.settle(engine);
		assertThat(this.fixture.changes(Subject.CHECK)).containsExactly("a FAIL -> PASS");
		assertThat(this.fixture.changes(Subject.GROUP)).isEmpty();
	}

	@Test
	void mutedGroupKeepsItsVerdictAndTellsNobody() {
		ScriptedCheck check = canary("a", PASS);
		SelfTestEngine engine = this.fixture.with(check).ready();
		this.fixture.pass(engine, MINUTE);
		this.fixture.changes.clear();
		engine.mute(order(Set.of(), Set.of("canary"), false, HOUR));
		assertThat(engine.verdict("canary").orElseThrow().reason()).isEqualTo("ok, alerts muted until 13:01Z");
		check.become(FAIL);
		this.fixture.pass(engine, MINUTE);
		Verdict verdict = engine.verdict("canary").orElseThrow();
		assertThat(verdict.status()).isEqualTo(FAIL);
		assertThat(verdict.reason()).startsWith("a:");
		assertThat(verdict.mute()).isNotNull();
		assertThat(verdict.muted()).isEmpty();
		assertThat(this.fixture.changes).isEmpty();
		this.fixture.pass(engine, HOUR);
		assertThat(this.fixture.changes).extracting(StateChanged::name).containsExactlyInAnyOrder("a", "canary");
	}

	@Test
	void checkOfAGroupThatIsNotMutedStillTells() {
		ScriptedCheck check = ScriptedCheck.of(CheckDefinition.builder("a").groups("canary", "continuous"), FAIL);
		SelfTestEngine engine = this.fixture.with(check).build();
		engine.mute(order(Set.of(), Set.of("canary"), false, HOUR));
		engine.start();
		engine.ready();
		this.fixture.pass(engine, MINUTE);
		assertThat(this.fixture.changes(Subject.CHECK)).containsExactly("a null -> FAIL");
		assertThat(this.fixture.changes(Subject.GROUP)).containsExactly("continuous null -> FAIL");
	}

	@Test
	void everythingMutedLeavesVerdictsTrue() {
		SelfTestEngine engine = this.fixture.with(canary("a", FAIL)).ready();
		engine.mute(order(Set.of(), Set.of(), true, HOUR));
		this.fixture.pass(engine, MINUTE);
		assertThat(EngineFixture.status(engine, "canary")).isEqualTo(FAIL);
		assertThat(this.fixture.changes).isEmpty();
		assertThat(engine.mutes()).extracting(Mute::subject).containsExactly("everything");
	}

	@Test
	void theLongestOfSeveralCounts() {
		SelfTestEngine engine = this.fixture.with(canary("a", FAIL), canary("b", PASS)).ready();
		engine.mute(order(Set.of("a"), Set.of(), false, HOUR.multipliedBy(30)));
		engine.mute(checks("a"));
		this.fixture.pass(engine, HOUR.plus(MINUTE));
		assertThat(engine.mutes()).hasSize(1);
		assertThat(engine.verdict("canary").orElseThrow().reason()).isEqualTo("ok, 1 muted: a until 2026-03-02T18:00Z");
	}

	@Test
	void eachChangeIsALineInTheLog(CapturedOutput output) {
		Instant now = this.fixture.clock.wallClock().instant();
		SelfTestEngine engine = this.fixture.with(canary("a", FAIL), canary("b", PASS))
			.with(configured("nightly", now.plus(HOUR)))
			.with(configured("last-year", now.minus(HOUR)))
			.ready();
		Mute mute = engine.mute(checks("a"));
		engine.unmute(mute.id());
		this.fixture.pass(engine, HOUR.plusSeconds(1));
		assertThat(output)
			.contains("Muted 'nightly' by the configuration: check 'a' until 2026-03-01T13:00:00Z by ops: known")
			.contains("Property 'selftest.mutes.last-year' mutes nothing any longer")
			.contains("Muted '" + mute.id() + "', which is gone with this process: check 'a' until")
			.contains("No longer muted '" + mute.id() + "': check 'a'")
			.contains("Mute 'nightly' is over: check 'a'");
		assertThat(engine.mutes()).isEmpty();
	}

	@Test
	void configuredMuteIsInForceFromTheStart() {
		Instant now = this.fixture.clock.wallClock().instant();
		SelfTestEngine engine = this.fixture.with(canary("a", FAIL), canary("b", PASS))
			.with(configured("nightly", now.plus(HOUR)))
			.ready();
		this.fixture.pass(engine, MINUTE);
		assertThat(this.fixture.changes(Subject.CHECK)).containsExactly("b null -> PASS");
		assertThat(EngineFixture.status(engine, "canary")).isEqualTo(PASS);
		assertThat(engine.unmute("nightly")).isPresent();
		this.fixture.settle(engine);
		assertThat(this.fixture.changes(Subject.CHECK)).containsExactly("b null -> PASS", "a null -> FAIL");
	}

	@Test
	void survivesAStopOfTheEngine() {
		SelfTestEngine engine = this.fixture.with(canary("a", FAIL), canary("b", PASS)).ready();
		engine.mute(checks("a"));
		engine.stop();
		engine.start();
		this.fixture.pass(engine, MINUTE);
		assertThat(engine.verdict("canary").orElseThrow().muted()).containsExactly("a");
	}

	@Test
	void checkThatIsProvidedLaterIsMutedToo() {
		List<ScriptedCheck> provided = new ArrayList<>();
		Instant now = this.fixture.clock.wallClock().instant();
		SelfTestEngine engine = this.fixture.with(canary("b", PASS))
			.with(() -> provided)
			.with(configured("nightly", now.plus(HOUR)))
			.ready();
		this.fixture.pass(engine, MINUTE);
		provided.add(canary("a", FAIL));
		this.fixture.pass(engine, MINUTE.multipliedBy(3));
		assertThat(engine.verdict("canary").orElseThrow().muted()).containsExactly("a");
		assertThat(EngineFixture.status(engine, "canary")).isEqualTo(PASS);
	}

	@Test
	void refusesWhatIsMissingOrWrong() {
		SelfTestEngine engine = this.fixture.with(canary("a", FAIL)).ready();
		assertRefused(engine, order(Set.of("nope"), Set.of(), false, HOUR), "checks");
		assertRefused(engine, order(Set.of(), Set.of("nope"), false, HOUR), "groups");
		assertRefused(engine, order(Set.of(), Set.of(), false, HOUR), "checks");
		assertRefused(engine, order(Set.of("a"), Set.of(), true, HOUR), "checks");
		assertRefused(engine, order(Set.of("a"), Set.of(), false, Duration.ofDays(31)), "until");
		assertRefused(engine, order(Set.of("a"), Set.of(), false, Duration.ZERO), "until");
		assertRefused(engine, order("", "ops", HOUR), "reason");
		assertRefused(engine, order(null, "ops", HOUR), "reason");
		assertRefused(engine, order("known", " ", HOUR), "author");
		assertRefused(engine, order("known", "o\nps", HOUR), "author");
		assertRefused(engine, order("x".repeat(201), "ops", HOUR), "reason");
		assertThat(engine.mutes()).isEmpty();
	}

	@Test
	void thereAreNoMoreThanAHundred() {
		SelfTestEngine engine = this.fixture.with(canary("a", FAIL)).ready();
		for (int i = 0; i < Mutes.MAX; i++) {
			engine.mute(checks("a"));
		}
		assertThatIllegalStateException().isThrownBy(() -> engine.mute(checks("a")));
		this.fixture.pass(engine, HOUR.plusSeconds(1));
		engine.mute(checks("a"));
		assertThat(engine.mutes()).hasSize(1);
	}

	@Test
	void engineThatWasNeverStartedKnowsNothingAndSaysSo() {
		SelfTestEngine engine = this.fixture.with(canary("a", PASS)).build();
		assertThat(engine.verdict("canary").orElseThrow().status()).isEqualTo(INCONCLUSIVE);
		assertThat(engine.verdict("nope")).isEmpty();
		assertThat(engine.check("a")).isEmpty();
		assertThat(engine.check("canary", "a")).isEmpty();
		assertThat(engine.history("a")).isEmpty();
	}

	private static void assertRefused(SelfTestEngine engine, MuteOrder order, String field) {
		assertThatExceptionOfType(InvalidMuteException.class).isThrownBy(() -> engine.mute(order))
			.extracting(InvalidMuteException::field)
			.isEqualTo(field);
	}

	private MuteOrder checks(String... ids) {
		return order(Set.of(ids), Set.of(), false, HOUR);
	}

	private MuteOrder order(Set<String> checks, Set<String> groups, boolean all, Duration time) {
		return new MuteOrder(checks, groups, all, "known", "ops", end(time));
	}

	private MuteOrder order(@Nullable String reason, String author, Duration time) {
		return new MuteOrder(Set.of("a"), Set.of(), false, reason, author, end(time));
	}

	private Instant end(Duration time) {
		return this.fixture.clock.wallClock().instant().plus(time);
	}

	private static Mute configured(String name, Instant until) {
		return new Mute(name, Set.of("a"), Set.of(), false, "known", "ops", until.minus(HOUR), until, true);
	}

	private static CheckDefinition.Builder definition(String id) {
		return CheckDefinition.builder(id).groups("canary");
	}

	private static ScriptedCheck canary(String id, Status status) {
		return ScriptedCheck.of(definition(id), status);
	}

	private static ScriptedCheck info(String id) {
		return ScriptedCheck.of(definition(id).severity(Severity.INFO), PASS);
	}

}
