package io.github.selftest.planted.boot.engine;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.function.LongSupplier;

class TakesSystemTime {

	LongSupplier reference() {
		return System::nanoTime;
	}

	long millis() {
		return System.currentTimeMillis();
	}

	Instant instant() {
		return Instant.now();
	}

	Clock clock() {
		return Clock.systemUTC();
	}

	LocalDate zoned() {
		return LocalDate.now(ZoneOffset.UTC);
	}

	@SuppressWarnings("JavaUtilDate")
	Date date() {
		return new Date();
	}

	Instant given(Clock clock) {
		return Instant.now(clock);
	}

}
