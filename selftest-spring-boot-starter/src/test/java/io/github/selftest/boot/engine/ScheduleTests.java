package io.github.selftest.boot.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.Status;

import static org.assertj.core.api.Assertions.assertThat;

class ScheduleTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final ManualClock clock = new ManualClock();

	@Test
	void theFirstRunIsSoon() {
		Schedule schedule = new Schedule(this.clock, "pod-1");
		CheckState state = state("a");
		schedule.planFirst(state);
		assertThat(schedule.nanosToNext(this.clock.nanoTime())).isBetween(0L, Schedule.FIRST_RUN.toNanos());
	}

	@Test
	void runsFollowOneAnotherAboutAnIntervalApart() {
		Schedule schedule = new Schedule(this.clock, "pod-1");
		CheckState state = state("a");
		schedule.planFirst(state);
		List<Long> gaps = new ArrayList<>();
		long last = this.clock.nanoTime();
		for (int run = 0; run < 50; run++) {
			this.clock.advance(Duration.ofNanos(schedule.nanosToNext(this.clock.nanoTime())));
			assertThat(schedule.takeDue(this.clock.nanoTime())).containsExactly(state);
			schedule.planNext(state);
			gaps.add(this.clock.nanoTime() - last);
			last = this.clock.nanoTime();
		}
		assertThat(gaps.subList(2, 50)).allSatisfy(
				(gap) -> assertThat(gap).isBetween((long) (MINUTE.toNanos() * 0.89), (long) (MINUTE.toNanos() * 1.11)));
		assertThat(gaps.subList(2, 50)).doesNotHaveDuplicates();
	}

	@Test
	void replicasHavePhasesOfTheirOwn() {
		List<Long> phases = new ArrayList<>();
		for (int pod = 0; pod < 20; pod++) {
			Schedule schedule = new Schedule(this.clock, "pod-" + pod);
			CheckState state = state("a");
			schedule.planNext(state);
			phases.add(schedule.nanosToNext(this.clock.nanoTime()) / Duration.ofSeconds(10).toNanos());
		}
		assertThat(Set.copyOf(phases)).hasSizeGreaterThanOrEqualTo(5);
	}

	@Test
	void aPlanMadeAnewReplacesTheOldOne() {
		Schedule schedule = new Schedule(this.clock, "pod-1");
		CheckState state = state("a");
		schedule.planFirst(state);
		schedule.planNext(state);
		this.clock.advance(Schedule.FIRST_RUN);
		assertThat(schedule.takeDue(this.clock.nanoTime())).isEmpty();
		this.clock.advance(MINUTE.multipliedBy(2));
		assertThat(schedule.takeDue(this.clock.nanoTime())).containsExactly(state);
	}

	@Test
	void aCheckThatIsPlannedAgainAndAgainTakesNoMoreRoom() {
		Schedule schedule = new Schedule(this.clock, "pod-1");
		CheckState state = state("a");
		for (int i = 0; i < 1000; i++) {
			schedule.planNext(state);
		}
		this.clock.advance(MINUTE.multipliedBy(2));
		assertThat(schedule.takeDue(this.clock.nanoTime())).containsExactly(state);
		assertThat(schedule.nanosToNext(this.clock.nanoTime())).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	void checksThatAreDueAMomentLaterComeWithTheFirstOne() {
		Schedule schedule = new Schedule(this.clock, "pod-1");
		for (int i = 0; i < 1000; i++) {
			schedule.planNext(state("a" + i));
		}
		int beats = 0;
		while (schedule.nanosToNext(this.clock.nanoTime()) != Long.MAX_VALUE) {
			this.clock.advance(Duration.ofNanos(schedule.nanosToNext(this.clock.nanoTime())));
			schedule.takeDue(this.clock.nanoTime());
			beats++;
		}
		assertThat(beats).isLessThan(300);
	}

	@Test
	void aCheckThatKeepsFailingIsAskedLessOften() {
		assertThat(List.of(0, 1, 2, 3, 4, 5, 1000).stream().map(Schedule::backOff)).containsExactly(1, 1, 1, 2, 4, 4,
				4);
	}

	@Test
	void aPassiveCheckThatKeepsFailingIsSeenToRecoverWithinAnInterval() {
		ScriptedCheck check = ScriptedCheck
			.of(CheckDefinition.builder("slo").groups("canary").interval(Duration.ofSeconds(10)), Status.FAIL);
		EngineFixture fixture = new EngineFixture().withPassive(check);
		SelfTestEngine engine = fixture.ready();
		fixture.pass(engine, Duration.ofMinutes(10));
		assertThat(EngineFixture.status(engine, "canary")).isEqualTo(Status.FAIL);
		assertThat(check.runs).as("runs in 10 minutes").hasValueBetween(58, 62);
		check.become(Status.PASS);
		fixture.pass(engine, Duration.ofSeconds(11));
		assertThat(EngineFixture.status(engine, "canary")).isEqualTo(Status.PASS);
	}

	private static CheckState state(String id) {
		ScriptedCheck check = ScriptedCheck.of(CheckDefinition.builder(id).interval(MINUTE), Status.PASS);
		return new CheckState(new PlannedCheck(check, check.definition(), false, false, List.of()));
	}

}
