package io.github.selftest.boot.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckProvider;
import io.github.selftest.api.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class HistoryArchiveTests {

	private final EngineFixture fixture = new EngineFixture().with(ScriptedCheck.passing("fine"),
			ScriptedCheck.failing("broken"));

	@Test
	void aNewProcessGoesOnWithTheHistoryOfTheOldOne() throws IOException {
		EngineFixture next = new EngineFixture().with(ScriptedCheck.passing("fine"), ScriptedCheck.failing("broken"));
		SelfTestEngine before = ran(this.fixture, Duration.ofMinutes(5));
		next.clock.advance(Duration.ofMinutes(35));
		SelfTestEngine after = next.build();
		after.importHistory(before.exportHistory());
		after.start();
		after.ready();
		next.pass(after, Duration.ofMinutes(5));
		CheckHistory fine = after.historyOf("fine").orElseThrow();
		assertThat(fine.slots(Resolution.MINUTE).size()).isBetween(39, 41);
		assertThat(fine.slots(Resolution.MINUTE)).filteredOn(HistorySlot::isGap).hasSizeBetween(27, 32);
		assertThat(fine.window(Duration.ofHours(1)).reachability()).isLessThan(0.5);
		assertThat(fine.runs()).hasSizeGreaterThan(9);
		assertThat(fine.firstRun()).isEqualTo(before.historyOf("fine").orElseThrow().firstRun());
		assertThat(fine.marks()).filteredOn((mark) -> mark.kind() == HistoryMark.Kind.START).hasSize(2);
		assertThat(after.historyOf("broken").orElseThrow().runs())
			.filteredOn((run) -> run.summary().contains("the script says so"))
			.hasSizeGreaterThan(4);
	}

	@Test
	void whatIsReadLateIsPutBeforeWhatHasHappenedSince() throws IOException {
		byte[] saved = ran(this.fixture, Duration.ofMinutes(5)).exportHistory();
		EngineFixture next = new EngineFixture().with(ScriptedCheck.passing("fine"));
		next.clock.advance(Duration.ofMinutes(10));
		SelfTestEngine after = ran(next, Duration.ofMinutes(2));
		int own = after.history("fine").size();
		after.importHistory(saved);
		List<RunRecord> runs = after.history("fine");
		assertThat(runs).hasSizeGreaterThan(own + 4)
			.isSortedAccordingTo((a, b) -> b.startedAt().compareTo(a.startedAt()));
		assertThat(after.historyOf("fine").orElseThrow().slots(Resolution.MINUTE)).hasSize(13);
	}

	@Test
	void whatLiesAheadIsNotBelieved() throws IOException {
		this.fixture.clock.jumpWallClock(Duration.ofDays(10));
		byte[] saved = ran(this.fixture, Duration.ofMinutes(5)).exportHistory();
		EngineFixture next = new EngineFixture().with(ScriptedCheck.passing("fine"));
		SelfTestEngine after = ran(next, Duration.ofMinutes(2));
		after.importHistory(saved);
		CheckHistory fine = after.historyOf("fine").orElseThrow();
		assertThat(fine.slots(Resolution.MINUTE)).hasSizeLessThan(4);
		assertThat(fine.runs()).allMatch((run) -> run.startedAt().isBefore(next.clock.wallClock().instant()));
	}

	@Test
	void theHistoryOfACheckThatAppearsLaterWaitsForIt() throws IOException {
		byte[] saved = ran(this.fixture, Duration.ofMinutes(5)).exportHistory();
		Optional<Check> late = Optional.of(ScriptedCheck.passing("fine"));
		CheckProvider provider = () -> late.stream().toList();
		EngineFixture next = new EngineFixture().with(provider);
		next.clock.advance(Duration.ofMinutes(10));
		SelfTestEngine after = next.build();
		after.importHistory(saved);
		after.start();
		after.ready();
		next.pass(after, Duration.ofSeconds(70));
		byte[] again = after.exportHistory();
		assertThat(after.history("fine")).hasSizeGreaterThan(5);
		assertThat(HistoryArchive.of(again).checks()).containsKeys("fine", "broken");
	}

	@Test
	void theHistoryOfACheckThatIsGoneIsForgottenAfterThirtyDays() throws IOException {
		byte[] saved = ran(this.fixture, Duration.ofMinutes(5)).exportHistory();
		EngineFixture next = new EngineFixture();
		next.clock.advance(Duration.ofDays(31));
		SelfTestEngine after = next.ready();
		after.importHistory(saved);
		assertThat(HistoryArchive.of(after.exportHistory()).checks()).isEmpty();
	}

	@Test
	void aRestartIsNoAlternation() throws IOException {
		byte[] saved = ran(this.fixture, Duration.ofMinutes(5)).exportHistory();
		EngineFixture next = new EngineFixture().with(ScriptedCheck.of(CheckDefinition.builder("broken"), Status.PASS));
		next.clock.advance(Duration.ofMinutes(6));
		SelfTestEngine after = next.build();
		after.importHistory(saved);
		after.start();
		after.ready();
		next.pass(after, Duration.ofMinutes(2));
		assertThat(after.historyOf("broken").orElseThrow().sameVersion().alternations()).isZero();
	}

	@Test
	void damagedBytesAreRefusedAndChangeNothing() {
		byte[] saved = ran(this.fixture, Duration.ofMinutes(5)).exportHistory();
		SelfTestEngine after = ran(new EngineFixture().with(ScriptedCheck.passing("fine")), Duration.ofMinutes(1));
		int own = after.history("fine").size();
		byte[] newer = saved.clone();
		newer[3]++;
		byte[] flipped = saved.clone();
		flipped[saved.length / 2] ^= 0x10;
		for (byte[] bad : List.of(new byte[0], new byte[100], Arrays.copyOf(saved, saved.length / 2), newer, flipped)) {
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> after.importHistory(bad));
		}
		assertThat(after.history("fine")).hasSize(own);
	}

	private static SelfTestEngine ran(EngineFixture fixture, Duration time) {
		SelfTestEngine engine = fixture.ready();
		fixture.pass(engine, time);
		return engine;
	}

}
