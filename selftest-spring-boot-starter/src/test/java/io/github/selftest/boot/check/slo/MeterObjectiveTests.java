package io.github.selftest.boot.check.slo;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Status;

import static org.assertj.core.api.Assertions.assertThat;

class MeterObjectiveTests {

	private final ManualTime time = new ManualTime();

	private @Nullable MeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void countsOrdersAMinute() throws Exception {
		Counter orders = Counter.builder("orders.placed").tag("shop", "a").register(registry());
		Counter others = Counter.builder("orders.placed").tag("shop", "b").register(registry());
		MeterObjective objective = objective("per", "minute", "meter", "orders.placed", "minimum", "10");
		assertThat(run(objective).status()).isEqualTo(Status.INCONCLUSIVE);
		this.time.advance(Duration.ofMinutes(2));
		orders.increment(10);
		others.increment(14);

		assertThat(run(objective).status()).isEqualTo(Status.PASS);
		assertThat(run(objective).measurements().get(0).value()).isEqualTo(12);
		this.time.advance(Duration.ofMinutes(6));
		assertThat(run(objective).status()).isEqualTo(Status.FAIL);
		assertThat(run(objective).findings().get(0).message())
			.isEqualTo("Objective 'mine': meter 'orders.placed' is 0 a minute");
		assertThat(run(objective).findings().get(0).expected()).isEqualTo("at least 10 a minute");
	}

	@Test
	void dividesOneMeterByAnother() throws Exception {
		Counter orders = registry().counter("orders", "kind", "paid");
		Counter visits = registry().counter("visits");
		MeterObjective objective = objective("per", "ratio", "meter", "orders", "tags.kind", "paid", "of", "visits",
				"minimum", "0.02");
		run(objective);
		this.time.advance(Duration.ofMinutes(1));
		visits.increment(29);
		assertThat(run(objective).findings().get(0).message()).contains("'visits' grew by 29", "too little");
		visits.increment(71);
		orders.increment(3);
		assertThat(run(objective).status()).isEqualTo(Status.PASS);
		visits.increment(100);
		assertThat(run(objective).status()).isEqualTo(Status.FAIL);
	}

	@Test
	void takesAGaugeAsItIs() throws Exception {
		registry().gauge("lag", 7);
		assertThat(run(objective("meter", "lag", "maximum", "5")).status()).isEqualTo(Status.FAIL);
		assertThat(run(objective("meter", "lag", "maximum", "7")).status()).isEqualTo(Status.PASS);
		registry().gauge("nothing", Double.NaN);
		assertThat(run(objective("meter", "nothing", "maximum", "7")).findings().get(0).message())
			.contains("has no value");
	}

	@Test
	void startsAnewWhenACounterIsSetBackOrTheTimeGoesBack() throws Exception {
		MeterObjective objective = objective("per", "minute", "meter", "orders", "minimum", "1");
		registry().counter("orders").increment(100);
		run(objective);
		this.registry = new SimpleMeterRegistry();
		registry().counter("orders").increment(5);
		this.time.advance(Duration.ofMinutes(2));
		assertThat(run(objective).status()).isEqualTo(Status.INCONCLUSIVE);
		assertThat(run(objective).findings().get(0).message()).contains("looked at for 0 s");
		this.time.advance(Duration.ofMinutes(-1));
		assertThat(run(objective).findings().get(0).message()).contains("set back");
		this.time.advance(Duration.ofMinutes(1));
		registry().counter("orders").increment(3);
		assertThat(run(objective).measurements().get(0).value()).isEqualTo(3);
	}

	@Test
	void saysWhyItKnowsNothing() throws Exception {
		MeterObjective objective = objective("meter", "orders", "tags.kind", "paid", "maximum", "1");
		assertThat(run(objective).findings().get(0).message())
			.isEqualTo("Objective 'mine': there is no meter 'orders' with {kind=paid}");
		CompositeMeterRegistry composite = new CompositeMeterRegistry();
		composite.add(new CompositeMeterRegistry());
		composite.counter("orders", "kind", "paid").increment();
		this.registry = composite;
		assertThat(run(objective).findings().get(0).message()).contains("keeps nothing, as there is none inside");
		this.registry = null;
		assertThat(run(objective).findings().get(0).message()).contains("no meter registry");
		assertThat(run(objective).status()).isEqualTo(Status.INCONCLUSIVE);
	}

	private MeterRegistry registry() {
		return java.util.Objects.requireNonNull(this.registry);
	}

	private MeterObjective objective(String... settings) {
		Map<String, Object> properties = new HashMap<>();
		for (int i = 0; i < settings.length; i += 2) {
			properties.put("selftest.check.slo.objectives.mine." + settings[i], settings[i + 1]);
		}
		SloCheckProperties.Meter objective = SloRuns.properties(properties).objectives().get("mine");
		return new MeterObjective("mine", java.util.Objects.requireNonNull(objective),
				new MeterReader(() -> this.registry), this.time);
	}

	private static CheckResult run(MeterObjective objective) throws Exception {
		return SloRuns.run(objective.toCheck());
	}

}
