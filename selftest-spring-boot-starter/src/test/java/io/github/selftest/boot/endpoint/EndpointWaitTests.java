package io.github.selftest.boot.endpoint;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.selftest.api.Status;
import io.github.selftest.boot.endpoint.TestApplication.Server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for many who wait at the same time.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EndpointWaitTests {

	private static final int WAITERS = 200;

	@ParameterizedTest
	@EnumSource
	void waitersHoldNoThreadsAndAreAnsweredWhenTheApplicationStops(Server server) throws Exception {
		TestApplication application = TestApplication.on(server)
			.with("server.tomcat.threads.max=20", "server.jetty.threads.max=20", "server.shutdown=graceful")
			.start();
		List<RawConnection> connections = new ArrayList<>();
		try {
			FakeEngine engine = application.engine();
			engine.put(Samples.verdict("canary", Status.INCONCLUSIVE));
			for (int i = 0; i < WAITERS; i++) {
				connections.add(waiter(application, "8s"));
			}
			await().until(() -> engine.waiting.size() == WAITERS);
			assertOthersAreAnswered(application);
			assertThat(engine.waiting).noneMatch((future) -> future.isDone());
			engine.conclude(Samples.verdict("canary", Status.PASS));
			for (RawConnection connection : connections) {
				assertThat(connection.read().json()).containsEntry("verdict", "PASS");
			}
			assertAnsweredOnStop(application);
		}
		finally {
			for (RawConnection connection : connections) {
				connection.close();
			}
			application.close();
		}
	}

	private static void assertOthersAreAnswered(TestApplication application) throws IOException {
		for (int i = 0; i < 50; i++) {
			RawReply reply = RawConnection.exchange(application.port(), "GET /actuator/selftest/smoke");
			assertThat(reply.status()).isEqualTo(200);
		}
	}

	private static void assertAnsweredOnStop(TestApplication application) throws Exception {
		application.engine().put(Samples.verdict("canary", Status.INCONCLUSIVE));
		try (RawConnection connection = waiter(application, "8s")) {
			await().until(() -> application.engine().waiting.size() > WAITERS);
			long start = System.nanoTime();
			Thread stop = new Thread(application::close);
			stop.start();
			assertThat(connection.read().json()).containsEntry("error", "engine-stopped");
			stop.join();
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
		}
	}

	private static RawConnection waiter(TestApplication application, String wait) throws IOException {
		RawConnection connection = RawConnection.open(application.port());
		connection.send("GET /actuator/selftest/canary?wait=" + wait);
		return connection;
	}

}
