package io.github.selftest.boot.notify;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;
import io.github.selftest.boot.check.TestCheckContext;
import io.github.selftest.boot.engine.SystemEngineClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class DeliveryCheckTests {

	private final SystemEngineClock clock = new SystemEngineClock();

	private final TestEngine engine = new TestEngine(this.clock);

	private final Transport transport = new Transport(this.clock, Duration.ofSeconds(2), () -> null);

	private Receiver receiver;

	private Target target;

	private DeliveryCheck check;

	@BeforeEach
	void start() throws IOException {
		this.receiver = new Receiver();
		Webhook webhook = new Webhook(Address.of("url", this.receiver.url()),
				new JsonBody("on-call", new Sender("shop", "pod", null)), "application/json", Map.of(), null,
				Duration.ofSeconds(5), this.transport, this.clock);
		Backoff backoff = new Backoff(Duration.ofMillis(5), Duration.ofMillis(5), () -> 0.5);
		Courier courier = new Courier("on-call", this.clock, backoff, webhook, new Details(this.engine),
				new AlertQueue(2), new AlertBook(Set.of(Status.FAIL), true, Duration.ofHours(1)));
		this.target = new Target("on-call", this.engine, Set.of(), Set.of(), webhook, courier);
		this.check = new DeliveryCheck(this.target);
	}

	@AfterEach
	void stop() {
		this.target.courier().stopSoon();
		this.target.courier().join(0);
		this.transport.stop();
		this.receiver.close();
	}

	@Test
	void isNamedAfterItsTarget() {
		assertThat(this.check.definition().id()).isEqualTo("alertOnCallDelivery");
		assertThat(new TestAlertCheck(this.target, null).definition().id()).isEqualTo("alertOnCall");
	}

	@Test
	void knowsNothingBeforeTheFirstAlert() {
		assertThat(codes(Status.INCONCLUSIVE)).containsExactly("notify.never-delivered");
	}

	@Test
	void passesWhenAlertsArrive() {
		this.target.courier().start();
		add("a", 1);
		await().until(() -> this.target.courier().report().accepted() == 1);
		assertThat(codes(Status.PASS)).containsExactly("notify.delivered");
	}

	@Test
	void failsWhileTheyDoNotArrive() {
		this.receiver.close();
		this.target.courier().start();
		add("a", 1);
		await().until(() -> this.target.courier().report().failed() > 0);
		assertThat(codes(Status.FAIL)).containsExactly("notify.delivery-failed");
		Finding finding = result().findings().get(0);
		assertThat(finding.observed()).startsWith("connection ");
		assertThat(finding.expected()).isEqualTo("HTTP 2xx");
		assertThat(finding.message())
			.isEqualTo("An alert to 'on-call' (127.0.0.1:" + this.receiver.port() + ") was not accepted");
	}

	@Test
	void failsOnceForWhatWasGivenUp() {
		for (int i = 0; i < 6; i++) {
			this.receiver.answering(410);
		}
		this.target.courier().start();
		add("a", 1);
		add("b", 2);
		await().until(() -> this.target.courier().report().accepted() == 1);
		assertThat(codes(Status.FAIL)).containsExactly("notify.given-up");
		assertThat(codes(Status.PASS)).containsExactly("notify.delivered");
	}

	@Test
	void warnsOnceOfWhatWasFolded() {
		add("a", 1);
		add("a", 2);
		add("a", 3);
		assertThat(codes(Status.WARN)).containsExactly("notify.queue-full");
		assertThat(codes(Status.INCONCLUSIVE)).containsExactly("notify.never-delivered");
	}

	private void add(String name, int number) {
		this.target.courier().enter((entry) -> entry.queue().accept(AlertQueueTests.alert(name, number)));
	}

	private List<String> codes(Status expected) {
		CheckResult result = result();
		assertThat(result.status()).isEqualTo(expected);
		return result.findings().stream().map(Finding::code).toList();
	}

	private CheckResult result() {
		return this.check.run(TestCheckContext.of(this.check.definition()));
	}

}
