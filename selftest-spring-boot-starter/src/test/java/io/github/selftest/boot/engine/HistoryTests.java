package io.github.selftest.boot.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.selftest.api.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class HistoryTests {

	private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final Budget budget = Budget.forChecks(1);

	private final History history = new History();

	private final Marks marks = new Marks();

	private Instant now = START;

	private long nanos;

	private int failures;

	@Test
	void minutesCoverADayAndHoursThirtyDays() {
		for (int minute = 0; minute < 32 * 24 * 60; minute++) {
			run(Status.PASS, MINUTE);
		}
		CheckHistory read = read();
		assertThat(read.slots(Resolution.MINUTE)).hasSize(1440).noneMatch(HistorySlot::isGap);
		assertThat(read.slots(Resolution.HOUR)).hasSize(720);
		assertThat(read.slots(Resolution.HOUR).subList(1, 719)).allMatch((hour) -> hour.passed() == 60);
		assertThat(read.runs()).hasSize(360);
		assertThat(read.window(Duration.ofHours(1))).returns(60L, HistoryWindow::conclusive)
			.returns(0L, HistoryWindow::missing);
		assertThat(read.window(Duration.ofDays(1)).conclusive()).isEqualTo(1440);
		assertThat(read.window(Duration.ofDays(30)).conclusive()).isBetween(30 * 1440L - 60, 30 * 1440L);
		assertThat(read.window(Duration.ofDays(30)).reachability()).isEqualTo(1.0);
	}

	@Test
	void uptimeIsTheShareOfConclusiveRunsThatPass() {
		run(Status.PASS, MINUTE);
		run(Status.WARN, MINUTE);
		run(Status.INCONCLUSIVE, MINUTE);
		run(Status.FAIL, MINUTE);
		HistoryWindow window = read().window(Duration.ofHours(1));
		assertThat(window.uptime()).isCloseTo(2 / 3.0, within(1e-9));
		assertThat(window.reachability()).isCloseTo(3 / 4.0, within(1e-9));
		assertThat(window.inconclusive()).isEqualTo(1);
	}

	@Test
	void aRunAfterFailuresStandsForThoseThatWereLeftOut() {
		for (int i = 0; i < 30; i++) {
			run(Status.PASS, MINUTE);
		}
		for (int i = 0; i < 3; i++) {
			run(Status.FAIL, MINUTE);
		}
		run(Status.FAIL, MINUTE.multipliedBy(2));
		for (int i = 0; i < 6; i++) {
			run(Status.FAIL, MINUTE.multipliedBy(4));
		}
		HistoryWindow window = read().window(Duration.ofHours(2));
		assertThat(window.failed()).isEqualTo(29);
		assertThat(window.passed()).isEqualTo(30);
		assertThat(window.missing()).isZero();
	}

	@Test
	void aTimeWithoutRunsIsAGapAndNoPass() {
		run(Status.PASS, MINUTE);
		for (int i = 0; i < 29; i++) {
			run(Status.PASS, MINUTE);
		}
		run(Status.PASS, Duration.ofHours(1));
		List<HistorySlot> minutes = read().slots(Resolution.MINUTE);
		assertThat(minutes).hasSize(90);
		assertThat(minutes).filteredOn(HistorySlot::isGap).hasSize(59).allMatch((slot) -> slot.worst() == null);
		HistoryWindow window = read().window(Duration.ofDays(1));
		assertThat(window.uptime()).isEqualTo(1.0);
		assertThat(window.reachability()).isBetween(0.3, 0.4);
	}

	@Test
	void twoHoursOfADayWithoutTheProcessAreMissing() {
		for (int i = 0; i < 22 * 60; i++) {
			run(Status.PASS, (i == 600) ? Duration.ofHours(2) : MINUTE);
		}
		HistoryWindow day = read().window(Duration.ofDays(1));
		assertThat(day.uptime()).isEqualTo(1.0);
		assertThat(day.reachability()).isCloseTo(22 / 24.0, within(0.002));
	}

	@Test
	void aClockThatJumpsAheadLeavesAGap() {
		run(Status.PASS, MINUTE);
		this.now = this.now.plus(Duration.ofHours(3));
		run(Status.FAIL, MINUTE);
		assertThat(read().slots(Resolution.HOUR)).extracting(HistorySlot::isGap)
			.containsExactly(false, true, true, false);
		assertThat(read().runs()).hasSize(2);
	}

	@Test
	void whatLiesAheadAfterTheClockWasSetBackIsDropped() {
		for (int i = 0; i < 120; i++) {
			run(Status.PASS, MINUTE);
		}
		this.now = this.now.minus(Duration.ofMinutes(90));
		run(Status.FAIL, MINUTE);
		List<HistorySlot> minutes = read().slots(Resolution.MINUTE);
		assertThat(minutes).hasSize(31);
		assertThat(minutes.get(30).start()).isEqualTo(this.now);
		assertThat(minutes.get(30).failed()).isEqualTo(1);
		assertThat(minutes.subList(0, 30)).allMatch((slot) -> slot.runs() == 1);
	}

	@Test
	void aClockThatIsFarOffIsForgottenOnceItIsRight() {
		run(Status.PASS, MINUTE);
		this.now = this.now.plus(Duration.ofDays(4000));
		run(Status.PASS, MINUTE);
		this.now = START.plus(Duration.ofDays(1));
		run(Status.FAIL, MINUTE);
		assertThat(read().slots(Resolution.HOUR)).singleElement().returns(1, HistorySlot::failed);
	}

	@Test
	void failedRunsAreKeptLongerThanPassedOnes() {
		run(Status.FAIL, MINUTE);
		for (int i = 0; i < 1000; i++) {
			run(Status.PASS, MINUTE);
		}
		List<RunRecord> runs = read().runs();
		assertThat(runs).hasSize(361);
		assertThat(runs.get(360)).returns("observed 1", RunRecord::summary).returns(Status.FAIL, RunRecord::status);
		assertThat(runs.get(0).startedAt()).isEqualTo(this.now);
	}

	@Test
	void warningsGiveWayToFailures() {
		run(Status.FAIL, MINUTE);
		for (int i = 0; i < 1000; i++) {
			run(Status.WARN, MINUTE);
		}
		assertThat(read().runs()).filteredOn((run) -> run.status() == Status.FAIL).hasSize(1);
	}

	@Test
	void runsOfAnHourThatFailAreNotLostAmongManyThatPass() {
		for (int i = 0; i < 36_000; i++) {
			run((i == 500) ? Status.FAIL : Status.PASS, Duration.ofMillis(100));
		}
		HistorySlot hour = read().slots(Resolution.HOUR).get(0);
		assertThat(hour.failed()).isPositive();
		assertThat(hour.passed()).isCloseTo(36_000, within(400));
		assertThat(hour.worst()).isEqualTo(Status.FAIL);
	}

	@Test
	void alternationsMakeACheckFlakyAtTheSameVersionOnly() {
		this.marks.add(start("1.0"));
		for (int i = 0; i < 5; i++) {
			run((i % 2 == 0) ? Status.PASS : Status.FAIL, MINUTE);
		}
		assertThat(read().isFlaky()).isTrue();
		assertThat(read().sameVersion().alternations()).isEqualTo(4);
		this.now = this.now.plus(Duration.ofMinutes(5));
		this.marks.add(start("1.0"));
		assertThat(read().isFlaky()).isTrue();
		this.marks.add(start("1.1"));
		run(Status.PASS, MINUTE);
		assertThat(read().isFlaky()).isFalse();
	}

	@Test
	void anIncidentIsNoFlakiness() {
		for (int i = 0; i < 30; i++) {
			run((i >= 10 && i < 20) ? Status.FAIL : Status.PASS, MINUTE);
		}
		assertThat(read().sameVersion().alternations()).isEqualTo(2);
		assertThat(read().isFlaky()).isFalse();
	}

	@Test
	void aCheckThatBecomesSlowerIsSaidToBe() {
		for (int i = 0; i < 60; i++) {
			run(Status.PASS, MINUTE, Duration.ofMillis((i % 7 == 0) ? 900 : 20));
		}
		assertThat(read().trend().direction()).isEqualTo(DurationTrend.Direction.STEADY);
		for (int i = 0; i < 6; i++) {
			run(Status.PASS, MINUTE, Duration.ofMillis(60));
		}
		assertThat(read().trend()).returns(DurationTrend.Direction.SLOWER, DurationTrend::direction)
			.satisfies((trend) -> assertThat(trend.recentMillis()).isCloseTo(60, within(2.0)))
			.satisfies((trend) -> assertThat(trend.usualMillis()).isCloseTo(20, within(1.0)));
	}

	@Test
	void fewRunsMakeNoTrend() {
		for (int i = 0; i < 20; i++) {
			run(Status.PASS, MINUTE, Duration.ofMillis(10L + 10L * i));
		}
		assertThat(read().trend().direction()).isEqualTo(DurationTrend.Direction.UNKNOWN);
	}

	@Test
	void aCheckThatNeverFailedIsKnownToBe() {
		assertThat(read().firstRun()).isNull();
		run(Status.PASS, MINUTE);
		assertThat(read().firstRun()).isEqualTo(this.now);
		assertThat(read().lastFailure()).isNull();
		run(Status.FAIL, MINUTE);
		assertThat(read().lastFailure()).isEqualTo(this.now);
	}

	@Test
	void nothingIsSaidOfACheckThatHasNotRun() {
		HistoryWindow window = read().window(Duration.ofHours(1));
		assertThat(window.isKnown()).isFalse();
		assertThat(window.covered()).isZero();
		assertThat(window.reachability()).isZero();
		assertThat(read().slots(Resolution.HOUR)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 128, 1000, 20_000 })
	void thirtyDaysStayWithinTheBudget(int checks) {
		Budget share = Budget.forChecks(checks);
		for (int minute = 0; minute < 30 * 24 * 60; minute++) {
			this.now = this.now.plus(MINUTE);
			this.nanos += MINUTE.toNanos();
			Status status = (minute % 10 == 0) ? Status.FAIL : Status.PASS;
			this.history.add(new RunRecord(this.now, MINUTE, status, (status == Status.FAIL) ? "x".repeat(150) : ""),
					this.nanos, MINUTE, 1, share);
		}
		assertThat(this.history.bytes()).isLessThanOrEqualTo(Math.max(1024, share.bytesPerCheck() / 2));
		if (checks <= 1000) {
			assertThat((long) this.history.bytes() * checks).isLessThan(4 * 1024 * 1024);
		}
		HistoryWindow month = read().window(Duration.ofDays(30));
		assertThat(month.uptime()).isCloseTo(0.9, within(0.01));
		assertThat(month.covered()).isGreaterThanOrEqualTo((checks <= 128) ? Duration.ofDays(29) : Duration.ofHours(3));
		if (checks == 1000) {
			assertThat(month.covered()).isBetween(Duration.ofDays(4), Duration.ofDays(5));
			assertThat(read().slots(Resolution.MINUTE)).hasSize(196);
		}
	}

	@Test
	void aSmallerShareForgetsTheOldest() {
		for (int minute = 0; minute < 3000; minute++) {
			run(Status.PASS, MINUTE);
		}
		Budget small = Budget.forChecks(1000);
		this.history.shrinkTo(small);
		assertThat(this.history.bytes()).isLessThanOrEqualTo(small.bytesPerCheck() / 2);
		assertThat(read().slots(Resolution.MINUTE)).hasSize(196).noneMatch(HistorySlot::isGap);
		this.history.add(new RunRecord(this.now.plus(MINUTE), MINUTE, Status.PASS, ""), this.nanos, MINUTE, 1, small);
		this.now = this.now.plus(MINUTE);
		assertThat(read().slots(Resolution.MINUTE)).hasSize(196).noneMatch(HistorySlot::isGap);
	}

	@Test
	void readersSeeWholeSlotsWhileRunsAreAdded() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(3);
		CountDownLatch done = new CountDownLatch(1);
		try {
			Future<?> reader = threads.submit(() -> {
				while (done.getCount() > 0) {
					CheckHistory read = new CheckHistory("c", this.history, MINUTE, this.marks,
							START.plus(Duration.ofDays(20)));
					assertThat(read.slots(Resolution.HOUR)).allMatch((hour) -> hour.failed() == 0);
					read.runs().forEach((run) -> assertThat(run.duration()).isEqualTo(Duration.ofMillis(12)));
					read.trend();
				}
			});
			for (int minute = 0; minute < 20_000; minute++) {
				run(Status.PASS, MINUTE);
			}
			done.countDown();
			reader.get();
		}
		finally {
			done.countDown();
			threads.shutdownNow();
		}
	}

	private HistoryMark start(String version) {
		return new HistoryMark(this.now, HistoryMark.Kind.START, version, null, null);
	}

	private CheckHistory read() {
		return new CheckHistory("c", this.history, MINUTE, this.marks, this.now);
	}

	private void run(Status status, Duration after) {
		run(status, after, Duration.ofMillis(12));
	}

	private void run(Status status, Duration after, Duration duration) {
		this.now = this.now.plus(after);
		this.nanos += after.toNanos();
		add(status, duration, MINUTE);
	}

	private void add(Status status, Duration duration, @Nullable Duration interval) {
		String summary = (status != Status.PASS) ? "observed 1" : "";
		this.history.add(new RunRecord(this.now, duration, status, summary), this.nanos, interval,
				Schedule.backOff(this.failures), this.budget);
		this.failures = (status == Status.FAIL) ? this.failures + 1 : 0;
	}

}
