package io.github.selftest.sample.selftest;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.Finding;
import io.github.selftest.api.FindingError;
import io.github.selftest.api.Groups;
import io.github.selftest.api.LoopbackClient;
import io.github.selftest.api.LoopbackClient.Response;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.SelfTest;
import io.github.selftest.api.Severity;

/**
 * Journeys while a partner fails, for requests of these journeys alone. The last step of
 * each is how long visitors wait for the partner itself, which is at once unless it is
 * really away.
 */
@Component
@Profile("partners")
class PartnerSelfTests {

	private static final String GROUP = "partners";

	private static final String TENANT = "sandbox-journey";

	private static final Duration AT_ONCE = Duration.ofSeconds(1);

	private static final long LOOK_MILLIS = 200;

	private final Duration recoveryLimit;

	PartnerSelfTests(@Value("${shop.partners.recovery-limit}") Duration recoveryLimit) {
		this.recoveryLimit = recoveryLimit;
	}

	@SelfTest(title = "Journey: without the hub visitors see what it said last, and how long ago",
			groups = { GROUP, Groups.DEEP }, severity = Severity.DEGRADING, deadline = "20s")
	void hubAwayShowsLastKnownState(CheckContext context, LoopbackClient shop) throws InterruptedException {
		String page = "/devices/sensor.greenhouse";
		long asked = System.nanoTime();
		Response before = shop.get(page).send().expectStatus(200);
		Response without = withFault(shop, page, "hub=error").expectStatus(200)
			.expectJson("/source == last-known")
			.expectJson("/state == \"%s\"".formatted(before.json("/state")))
			.expectJson("/ageSeconds >= " + age(before))
			.expectJson("/ageSeconds <= " + (age(before) + secondsSince(asked) + 1))
			.expectLatency(AT_ONCE);
		context.record(Measurement.of("answerWithout", without.latency()).withLimit(millis(AT_ONCE)));
		context.record(Measurement.of("ageOfState", age(without), "s"));
		recovers(context, shop, page, "hub");
	}

	@SelfTest(title = "Journey: while the warehouse is too slow visitors see the stock that it said last",
			groups = { GROUP, Groups.DEEP }, severity = Severity.DEGRADING, deadline = "20s")
	void slowInventoryShowsCachedStock(CheckContext context, LoopbackClient shop) throws InterruptedException {
		String page = "/products/1/stock";
		Response before = shop.get(page).send().expectStatus(200).expectJson("/available >= 0");
		Response without = withFault(shop, page, "inventory=time-out:300ms").expectStatus(200)
			.expectJson("/source == cache")
			.expectJson("/available == " + before.json("/available"))
			.expectLatency(AT_ONCE);
		context.record(Measurement.of("answerWithout", without.latency()).withLimit(millis(AT_ONCE)));
		recovers(context, shop, page, "warehouse");
	}

	private static Response withFault(LoopbackClient shop, String page, String fault) {
		Response answer = shop.get(page).header("X-Synthetic-Tenant", TENANT).header("X-Synthetic-Fault", fault).send();
		if (answer.headers("X-Synthetic-Injected").isEmpty()) {
			throw new FindingError(Finding
				.inconclusive("shop.no-fault", "Fault '%s' did not happen, so nothing is shown".formatted(fault))
				.withRemedy("Look at 'selftest.fault.enabled' and 'selftest.fault.stop-file'"));
		}
		return answer;
	}

	private void recovers(CheckContext context, LoopbackClient shop, String page, String partner)
			throws InterruptedException {
		long start = System.nanoTime();
		boolean back = isFrom(partner, shop, page);
		while (!back && since(start).compareTo(this.recoveryLimit) < 0) {
			TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
			back = isFrom(partner, shop, page);
		}
		Duration took = since(start);
		context.record(Measurement.of("recoveryTime", took).withLimit(millis(this.recoveryLimit)));
		context.record(recovery(partner, back && took.compareTo(this.recoveryLimit) <= 0, back, took));
	}

	private Finding recovery(String partner, boolean inTime, boolean back, Duration took) {
		Finding seen = inTime ? Finding.pass("shop.recovery-slow", "Visitors see '%s' itself again".formatted(partner))
				: Finding
					.fail("shop.recovery-slow",
							"Visitors still see what '%s' said before it went away".formatted(partner))
					.withRemedy("Look at '%s' and at the state of its breaker".formatted(partner));
		return seen.withValues((back ? "after %d ms" : "not after %d ms").formatted(took.toMillis()),
				"at most %d ms".formatted(this.recoveryLimit.toMillis()));
	}

	private static boolean isFrom(String partner, LoopbackClient shop, String page) {
		Response answer = shop.get(page).send();
		return answer.status() == 200 && partner.equals(answer.json("/source"));
	}

	private static int age(Response device) {
		return ((Number) Objects.requireNonNull(device.json("/ageSeconds"))).intValue();
	}

	private static long secondsSince(long start) {
		return since(start).toSeconds();
	}

	private static double millis(Duration time) {
		return time.toNanos() / 1e6;
	}

	private static Duration since(long start) {
		return Duration.ofNanos(System.nanoTime() - start);
	}

}
