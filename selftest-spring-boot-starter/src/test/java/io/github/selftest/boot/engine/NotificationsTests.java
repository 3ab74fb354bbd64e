package io.github.selftest.boot.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class NotificationsTests {

	private static final long SECOND = 1_000_000_000;

	private final ManualWorkers workers = new ManualWorkers();

	private final AtomicInteger wakes = new AtomicInteger();

	private final AtomicInteger started = new AtomicInteger();

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	private final EngineListener listener = new EngineListener() {

		@Override
		public void started() {
			NotificationsTests.this.started.incrementAndGet();
		}

	};

	@BeforeEach
	void start() {
		this.workers.start();
		this.log.start();
		((Logger) LoggerFactory.getLogger(Notifications.class)).addAppender(this.log);
	}

	@AfterEach
	void endLog() {
		((Logger) LoggerFactory.getLogger(Notifications.class)).detachAppender(this.log);
	}

	@Test
	void whatIsUrgentIsToldAtOnceWithWhatHasWaited() {
		Notifications notifications = notifications(this.listener);
		deliver(notifications, 2 * SECOND);
		notifications.tellSometime(EngineListener::started);
		deliver(notifications, 2 * SECOND + 1);
		assertThat(this.started).hasValue(1);
		notifications.tellSometime(EngineListener::started);
		deliver(notifications, 2 * SECOND + 2);
		assertThat(this.started).hasValue(1);
		notifications.tell(EngineListener::started);
		assertThat(this.wakes).hasValue(1);
		deliver(notifications, 2 * SECOND + 3);
		assertThat(this.started).hasValue(3);
	}

	@Test
	void whatNobodyWaitsForIsToldASecondLater() {
		Notifications notifications = notifications(this.listener);
		notifications.tell(EngineListener::started);
		deliver(notifications, 2 * SECOND);
		notifications.tellSometime(EngineListener::started);
		deliver(notifications, 3 * SECOND - 1);
		assertThat(this.started).hasValue(1);
		assertThat(this.wakes).hasValue(1);
		deliver(notifications, 3 * SECOND);
		assertThat(this.started).hasValue(2);
	}

	@Test
	void muchThatNobodyWaitsForIsToldBeforeItIsTooMuch() {
		Notifications notifications = notifications(this.listener);
		for (int i = 0; i < Notifications.MAX / 2; i++) {
			notifications.tellSometime(EngineListener::started);
		}
		assertThat(this.wakes.get()).isPositive();
	}

	@Test
	void aListenerThatHangsDelaysNoOther() throws Exception {
		CountDownLatch hangs = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		Notifications notifications = notifications(hanging(hangs, release), this.listener);
		notifications.tell(EngineListener::started);
		notifications.deliver(0);
		Thread worker = new Thread(this.workers::runAll);
		worker.start();
		hangs.await();
		notifications.tell(EngineListener::started);
		deliver(notifications, SECOND);
		assertThat(this.started.get()).isEqualTo(2);
		release.countDown();
		worker.join();
	}

	@Test
	void aListenerThatHangsLosesNothingOfAnother() throws Exception {
		CountDownLatch hangs = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		List<Integer> heard = new ArrayList<>();
		EngineListener other = new EngineListener() {
		};
		Notifications notifications = notifications(hanging(hangs, release), other);
		notifications.tell(EngineListener::started);
		notifications.deliver(0);
		Thread worker = new Thread(this.workers::runAll);
		worker.start();
		hangs.await();
		List<Integer> told = new ArrayList<>();
		for (int i = 0; i < 3 * Notifications.MAX; i++) {
			int number = i;
			told.add(number);
			notifications.tell((listener) -> {
				if (listener.equals(other)) {
					heard.add(number);
				}
			});
			if (i % 100 == 0) {
				deliver(notifications, i * SECOND);
			}
		}
		deliver(notifications, 3 * Notifications.MAX * SECOND);
		assertThat(heard).isEqualTo(told);
		release.countDown();
		worker.join();
	}

	@Test
	void aListenerThatThrowsIsTold() {
		Notifications notifications = notifications(new EngineListener() {

			@Override
			public void started() {
				throw new IllegalStateException("on purpose");
			}

		}, this.listener);
		notifications.tell(EngineListener::started);
		notifications.tell(EngineListener::started);
		deliver(notifications, 0);
		assertThat(this.started).hasValue(2);
	}

	@Test
	void droppingIsOneLineAtItsBeginAndOneAtItsEnd() {
		Notifications notifications = notifications(this.listener);
		for (int i = 0; i < Notifications.MAX + 500; i++) {
			notifications.tell(EngineListener::started);
			notifications.deliver(i);
		}
		this.workers.runAll();
		assertThat(this.started).hasValue(Notifications.MAX);
		notifications.deliver(SECOND);
		notifications.deliver(2 * SECOND);
		assertThat(messages()).hasSize(2);
		assertThat(messages().get(0)).contains("too slow").contains(this.listener.getClass().getName());
		assertThat(messages().get(1)).contains("500 were dropped");
	}

	private Notifications notifications(EngineListener... listeners) {
		return new Notifications(this.workers, this.wakes::incrementAndGet, List.of(listeners));
	}

	private void deliver(Notifications notifications, long nanoTime) {
		notifications.deliver(nanoTime);
		this.workers.runAll();
	}

	private List<String> messages() {
		List<String> messages = new ArrayList<>();
		this.log.list.forEach((event) -> messages.add(event.getFormattedMessage()));
		return messages;
	}

	private static EngineListener hanging(CountDownLatch hangs, CountDownLatch release) {
		return new EngineListener() {

			@Override
			public void started() {
				hangs.countDown();
				try {
					release.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			}

		};
	}

}
