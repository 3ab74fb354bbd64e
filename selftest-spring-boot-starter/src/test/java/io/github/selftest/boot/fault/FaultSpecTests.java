package io.github.selftest.boot.fault;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FaultSpecTests {

	@Test
	void readsEachMode() {
		assertThat(FaultSpec.parse("inventory=error"))
			.contains(new FaultSpec("inventory", FaultMode.ERROR, Duration.ZERO));
		assertThat(FaultSpec.parse("inventory=delay:2s"))
			.contains(new FaultSpec("inventory", FaultMode.DELAY, Duration.ofSeconds(2)));
		assertThat(FaultSpec.parse("device-hub=time-out:250ms"))
			.contains(new FaultSpec("device-hub", FaultMode.TIME_OUT, Duration.ofMillis(250)));
		assertThat(FaultSpec.parse("a1=minimum-delay:1ms"))
			.contains(new FaultSpec("a1", FaultMode.MINIMUM_DELAY, Duration.ofMillis(1)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "inventory", "inventory=", "=error", "Inventory=error", "inventory=Error", "1=error",
			"inventory=error:1s", "inventory=delay", "inventory=delay:", "inventory=delay:0s", "inventory=delay:-1s",
			"inventory=delay:+1s", "inventory=delay:1", "inventory=delay:1m", "inventory=delay:1.5s",
			"inventory=delay:12345678s", "inventory=delay: 1s", "inventory=delay:1s ", "inventory=delay:1s,hub=error",
			"inventory=delay:1s;hub=error", "inventory=delay:١s", "inventory=timeout:1s" })
	void refusesEverythingElse(String text) {
		assertThat(FaultSpec.parse(text)).isEmpty();
	}

}
