package io.github.selftest.boot.check.pool;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RoomTests {

	private static final long NOW = Duration.ofDays(1).toNanos();

	private final Room room = new Room(3);

	@Test
	void assumesNothingOfAServerThatHasToldNothing() {
		assertThat(this.room.isKnown(5, NOW)).isFalse();
		assertThat(this.room.isShort(5, NOW)).isFalse();
		this.room.tell(server(null), 5, NOW);
		assertThat(this.room.isKnown(5, NOW)).isFalse();
		assertThat(this.room.inWords(5, NOW)).contains("told nothing");
	}

	@Test
	void leavesSomeToOthers() {
		this.room.tell(server(4), 5, NOW);
		assertThat(this.room.isKnown(5, NOW)).isTrue();
		assertThat(this.room.isShort(5, NOW)).isFalse();
		this.room.tell(server(3), 5, NOW);
		assertThat(this.room.isKnown(5, NOW)).isFalse();
		assertThat(this.room.isShort(5, NOW)).isTrue();
	}

	@Test
	void takesOffWhatThePoolHasTakenSinceAndNothingForWhatItGaveBack() {
		this.room.tell(server(6), 5, NOW);
		assertThat(this.room.isKnown(7, NOW)).isTrue();
		assertThat(this.room.isKnown(8, NOW)).isFalse();
		this.room.tell(server(3), 5, NOW);
		assertThat(this.room.isKnown(0, NOW)).isFalse();
	}

	@Test
	void forgetsWhatIsOldAndTellsItsAge() {
		this.room.tell(server(50), 5, NOW);
		long later = NOW + Duration.ofMinutes(5).toNanos();
		assertThat(this.room.isKnown(5, later)).isTrue();
		assertThat(this.room.isKnown(5, later + 1)).isFalse();
		assertThat(this.room.inWords(5, later)).isEqualTo("50 left, as told 300 s ago");
	}

	@Test
	void forgetsThatAServerWasShortWhichHasFailedAndNothingElse() {
		this.room.tell(server(3), 5, NOW);
		this.room.forgetShortage(5, NOW);
		assertThat(this.room.isShort(5, NOW)).isFalse();
		assertThat(this.room.isKnown(5, NOW)).isFalse();
		this.room.tell(server(4), 5, NOW);
		this.room.forgetShortage(5, NOW);
		assertThat(this.room.isKnown(5, NOW)).isTrue();
	}

	@Test
	void asksForNothingWhereTheUserWantsIt() {
		Room careless = new Room(0);
		assertThat(careless.isKnown(5, NOW)).isTrue();
		careless.tell(server(0), 5, NOW);
		assertThat(careless.isKnown(5, NOW)).isTrue();
		assertThat(careless.isShort(5, NOW)).isFalse();
	}

	private static Answer.Server server(@Nullable Integer left) {
		return new Answer.Server("PostgreSQL 17", "shop", false, false, 0.0, 97, left, null, "PostgreSQL JDBC Driver");
	}

}
