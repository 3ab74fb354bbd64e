package io.github.selftest.boot.notify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.EngineClock;
import io.github.selftest.boot.engine.SystemEngineClock;
import io.github.selftest.boot.notify.Outcome.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class CourierTests {

	private static final Duration HOUR = Duration.ofHours(1);

	private final List<Alert> sent = Collections.synchronizedList(new ArrayList<>());

	private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();

	private final CountDownLatch released = new CountDownLatch(1);

	private volatile boolean hangs;

	private volatile @Nullable Error defect;

	private @Nullable Courier courier;

	@AfterEach
	void stop() {
		this.released.countDown();
		if (this.courier != null) {
			this.courier.stopSoon();
			this.courier.join(0);
		}
	}

	@Test
	void bringsAlertsInOrder() {
		Courier courier = start(100);
		add(courier, 50, 10);
		await().until(() -> courier.report().accepted() == 50);
		assertThat(numbers()).hasSize(50).isSorted();
	}

	@Test
	void triesAnAlertUntilItArrivesAndKeepsTheOrder() {
		outcome(Kind.UNAVAILABLE, 5);
		Courier courier = start(100);
		add(courier, 3, 3);
		await().until(() -> courier.report().accepted() == 3);
		assertThat(numbers()).containsExactly(0, 0, 0, 0, 0, 0, 1, 2);
		assertThat(courier.report().failed()).isEqualTo(5);
		assertThat(courier.report().trouble()).isNull();
	}

	@Test
	void givesUpWhatIsRefusedAgainAndAgainSoThatOthersArrive() {
		outcome(Kind.REFUSED, 5);
		outcome(Kind.UNAVAILABLE, 1);
		outcome(Kind.REFUSED, 6);
		Courier courier = start(100, Duration.ofMillis(1));
		add(courier, 2, 2);
		await().until(() -> courier.report().accepted() == 1);
		assertThat(numbers()).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
		assertThat(courier.report().givenUp()).isEqualTo(1);
	}

	@Test
	void givesUpWhatCannotBeWrittenAndGoesOn() {
		this.defect = new StackOverflowError();
		Courier courier = start(100, Duration.ofMillis(1));
		add(courier, 1, 1);
		await().until(() -> courier.report().givenUp() == 1);
		this.defect = null;
		add(courier, 1, 1);
		await().until(() -> courier.report().accepted() == 1);
	}

	@Test
	void losesNoStateInAStormThatATargetSleepsThrough() throws InterruptedException {
		this.hangs = true;
		int capacity = 100;
		int checks = 40;
		Courier courier = start(capacity);
		add(courier, 100_000, checks);
		assertThat(courier.report().waiting()).isLessThanOrEqualTo(capacity + 1);
		this.hangs = false;
		this.released.countDown();
		await().until(() -> courier.report().waiting() == 0);
		Map<String, Integer> latest = new HashMap<>();
		this.sent.forEach((alert) -> latest.put(alert.about().name(), number(alert)));
		assertThat(latest).hasSize(checks);
		assertThat(latest.values()).allMatch((number) -> number >= 100_000 - checks);
		assertThat(this.sent.size() + this.sent.stream().mapToInt(Alert::folded).sum()).isEqualTo(100_000);
		assertThat(numbers()).isSorted();
	}

	@Test
	void waitsAsLongAsTheTargetAsks() {
		TestClock clock = new TestClock();
		this.outcomes.add(new Outcome(Kind.UNAVAILABLE, "HTTP 429", Duration.ZERO, Duration.ofSeconds(30)));
		Courier courier = start(100, clock, new TestEngine(clock));
		add(courier, 1, 1);
		await().until(() -> courier.report().failed() == 1);
		clock.advance(Duration.ofSeconds(29));
		courier.wake();
		assertThat(courier.report().waiting()).isEqualTo(1);
		assertThat(this.sent).hasSize(1);
		clock.advance(Duration.ofSeconds(1));
		courier.wake();
		await().until(() -> courier.report().accepted() == 1);
	}

	@Test
	void sendsWhatWaitsBeforeItEnds() {
		Courier courier = start(100);
		add(courier, 20, 20);
		courier.stopSoon();
		courier.join(HOUR.toNanos());
		assertThat(this.sent).hasSize(20);
		assertThat(threads()).isEmpty();
	}

	@Test
	void endsInABoundedTimeWhenTheTargetHangs() {
		this.hangs = true;
		Courier courier = start(100);
		add(courier, 2, 2);
		await().until(() -> !this.sent.isEmpty());
		courier.stopSoon();
		courier.join(1);
		assertThat(threads()).isEmpty();
		assertThat(courier.report().waiting()).isEqualTo(2);
	}

	@Test
	void startsAgainAfterAStop() {
		Courier courier = start(100);
		courier.stopSoon();
		courier.join(HOUR.toNanos());
		courier.start();
		add(courier, 1, 1);
		await().until(() -> this.sent.size() == 1);
	}

	@Test
	void remindsWhileItLasts() {
		TestClock clock = new TestClock();
		Courier courier = start(100, clock, new TestEngine(clock));
		courier.enter((entry) -> entry.queue()
			.accept(entry.book()
				.changed(AlertQueueTests.alert("a", 1).about(), Status.FAIL, "broken", Alert.Detail.of("a"),
						TestClock.EPOCH, clock.nanoTime())));
		await().until(() -> this.sent.size() == 1);
		clock.advance(HOUR.minusSeconds(1));
		courier.wake();
		clock.advance(Duration.ofSeconds(1));
		courier.wake();
		await().until(() -> this.sent.size() == 2);
		assertThat(this.sent).extracting(Alert::type).containsExactly(AlertType.FIRING, AlertType.REMINDER);
		assertThat(this.sent.get(1).since()).isEqualTo(this.sent.get(0).since());
		assertThat(this.sent.get(1).at()).isEqualTo(TestClock.EPOCH.plus(HOUR));
	}

	private Courier start(int capacity) {
		return start(capacity, HOUR);
	}

	private Courier start(int capacity, Duration maxDelay) {
		EngineClock clock = new SystemEngineClock();
		return start(capacity, maxDelay, clock, new TestEngine(clock));
	}

	private Courier start(int capacity, EngineClock clock, TestEngine engine) {
		return start(capacity, HOUR, clock, engine);
	}

	private Courier start(int capacity, Duration maxDelay, EngineClock clock, TestEngine engine) {
		Backoff backoff = new Backoff(Duration.ofMillis(1), maxDelay, () -> 0.5);
		Courier courier = new Courier("test", clock, backoff, new ScriptedDelivery(), new Details(engine),
				new AlertQueue(capacity), new AlertBook(Set.of(Status.FAIL), true, HOUR));
		courier.start();
		this.courier = courier;
		return courier;
	}

	private static void add(Courier courier, int alerts, int checks) {
		for (int i = 0; i < alerts; i++) {
			Alert alert = AlertQueueTests.alert("c" + (i % checks) + "-", i);
			courier.enter((entry) -> entry.queue().accept(alert));
		}
	}

	private void outcome(Kind kind, int times) {
		for (int i = 0; i < times; i++) {
			this.outcomes.add(new Outcome(kind, "told to", Duration.ZERO, null));
		}
	}

	private List<Integer> numbers() {
		return List.copyOf(this.sent).stream().map(CourierTests::number).toList();
	}

	private static int number(Alert alert) {
		return Integer.parseInt(alert.id().substring(alert.id().indexOf('-') + 1));
	}

	private static List<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.equals("selftest-alert-test"))
			.toList();
	}

	private final class ScriptedDelivery implements Courier.Delivery {

		@Override
		public Outcome send(Alert alert) throws InterruptedException {
			CourierTests.this.sent.add(alert);
			if (CourierTests.this.hangs) {
				CourierTests.this.released.await();
			}
			Error defect = CourierTests.this.defect;
			if (defect != null) {
				throw defect;
			}
			Outcome outcome = CourierTests.this.outcomes.poll();
			return (outcome != null) ? outcome : new Outcome(Kind.ACCEPTED, "HTTP 200", Duration.ZERO, null);
		}

		@Override
		public String host() {
			return "test.example.org";
		}

	}

}
