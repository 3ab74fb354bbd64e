package io.github.selftest.boot.notify;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.selftest.api.Severity;
import io.github.selftest.api.StateChanged.Subject;
import io.github.selftest.api.Status;
import io.github.selftest.boot.notify.Alert.About;
import io.github.selftest.boot.notify.Alert.Detail;

import static io.github.selftest.api.Status.FAIL;
import static io.github.selftest.api.Status.INCONCLUSIVE;
import static io.github.selftest.api.Status.PASS;
import static io.github.selftest.api.Status.WARN;
import static org.assertj.core.api.Assertions.assertThat;

class AlertBookTests {

	private static final About GROUP = new About(Subject.GROUP, "continuous");

	private static final Duration HOUR = Duration.ofHours(1);

	private final AlertBook book = new AlertBook(Set.of(WARN, FAIL, INCONCLUSIVE), true, HOUR);

	@Test
	void tellsThatAStateHasBegunChangedAndEnded() {
		assertThat(told(FAIL)).isEqualTo("firing FAIL after null");
		assertThat(told(WARN)).isEqualTo("changed WARN after FAIL");
		assertThat(told(PASS)).isEqualTo("resolved PASS after WARN");
	}

	@Test
	void tellsNothingOfAServiceThatIsWellFromTheStart() {
		assertThat(told(PASS)).isNull();
	}

	@Test
	void tellsNothingTwice() {
		told(FAIL);
		assertThat(told(FAIL)).isNull();
	}

	@Test
	void tellsTheChosenStatesOnly() {
		AlertBook chosen = new AlertBook(Set.of(FAIL), true, HOUR);
		assertThat(told(chosen, WARN)).isNull();
		assertThat(told(chosen, FAIL)).isEqualTo("firing FAIL after null");
		assertThat(told(chosen, WARN)).isEqualTo("resolved WARN after FAIL");
	}

	@Test
	void takesNotToKnowForNoRecovery() {
		AlertBook chosen = new AlertBook(Set.of(FAIL), true, HOUR);
		told(chosen, FAIL);
		assertThat(told(chosen, INCONCLUSIVE)).isNull();
		assertThat(told(chosen, FAIL)).isNull();
		assertThat(told(chosen, PASS)).isEqualTo("resolved PASS after FAIL");
	}

	@Test
	void keepsRecoveriesToItselfWhenAsked() {
		AlertBook silent = new AlertBook(Set.of(FAIL), false, HOUR);
		told(silent, FAIL);
		assertThat(told(silent, PASS)).isNull();
		assertThat(told(silent, FAIL)).isEqualTo("firing FAIL after null");
	}

	@Test
	void closesAnAlertUnderTheTitleAndSeverityThatItWasToldBy() {
		Detail detail = new Detail("The pool", Severity.DEGRADING, "poolMain", "pool.acquire-slow", "612 ms", "500 ms",
				null, null, List.of(), List.of(), List.of());
		this.book.changed(GROUP, FAIL, "slow", detail, TestClock.EPOCH, 0);
		assertThat(this.book.close(GROUP::equals, "is muted", TestClock.EPOCH)).singleElement()
			.extracting(Alert::detail)
			.isEqualTo(detail.withoutFinding());
		assertThat(detail.withoutFinding()).extracting(Detail::title, Detail::severity, Detail::observed)
			.containsExactly("The pool", Severity.DEGRADING, null);
	}

	@Test
	void remindsOfWhatLastsAndOfNothingElse() {
		told(FAIL);
		assertThat(this.book.nanosToReminder(HOUR.toNanos() - 5)).isEqualTo(5);
		assertThat(this.book.dueReminders(HOUR.toNanos() - 1)).isEmpty();
		assertThat(this.book.dueReminders(HOUR.toNanos())).containsExactly(GROUP);
		assertThat(this.book.dueReminders(HOUR.toNanos())).isEmpty();
		assertThat(Objects.requireNonNull(this.book.reminder(GROUP, null, Detail.of("g"), TestClock.EPOCH)).type())
			.isEqualTo(AlertType.REMINDER);
		told(PASS);
		assertThat(this.book.dueReminders(HOUR.toNanos() * 5)).isEmpty();
		assertThat(this.book.nanosToReminder(0)).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	void remindsEarlierOfWhatCouldNotBeTold() {
		told(FAIL);
		this.book.tellAgain(GROUP, 0, Duration.ofMinutes(5));
		assertThat(this.book.nanosToReminder(0)).isEqualTo(Duration.ofMinutes(5).toNanos());
		this.book.tellAgain(GROUP, 0, HOUR.multipliedBy(2));
		assertThat(this.book.nanosToReminder(0)).isEqualTo(HOUR.toNanos());
	}

	@Test
	void resolvesWhatIsAboutThingsThatAreGone() {
		told(FAIL);
		assertThat(this.book.close((about) -> false, "is gone", TestClock.EPOCH)).isEmpty();
		assertThat(this.book.close(GROUP::equals, "is no longer part of the service", TestClock.EPOCH)).singleElement()
			.satisfies((alert) -> assertThat(alert.type()).isEqualTo(AlertType.RESOLVED))
			.satisfies((alert) -> assertThat(alert.reason())
				.isEqualTo("group 'continuous' is no longer part of the service"));
		assertThat(this.book.open()).isZero();
	}

	private @Nullable String told(Status now) {
		return told(this.book, now);
	}

	private static @Nullable String told(AlertBook book, Status now) {
		Alert alert = book.changed(GROUP, now, "reason", Detail.of("g"), TestClock.EPOCH, 0);
		return (alert != null) ? alert.type().word() + " " + alert.status() + " after " + alert.previous() : null;
	}

}
