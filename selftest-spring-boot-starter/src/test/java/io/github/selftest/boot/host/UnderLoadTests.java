package io.github.selftest.boot.host;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.selftest.boot.OwnThreads;
import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.host.HangingService.Gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Many callers, and checks that hang, on a real server.
 */
@Timeout(120)
class UnderLoadTests {

	@Test
	void twentyCallersPostTheSameGroupAndThereIsOneRun() throws Exception {
		try (Host host = Host.start(HangingService.class, HangingService.PROPERTIES)) {
			Gate gate = host.context().getBean(Gate.class);
			List<CompletableFuture<HttpResponse<String>>> callers = new ArrayList<>();
			for (int i = 0; i < 20; i++) {
				callers.add(host.postAsync("/actuator/selftest/one?wait=60s"));
			}
			await().until(() -> gate.runs.get() > 0);
			// a GET that comes after them has been answered, so all of them are in
			assertThat(host.get("/actuator/selftest/one").statusCode()).isEqualTo(424);
			gate.open.countDown();
			for (CompletableFuture<HttpResponse<String>> caller : callers) {
				HttpResponse<String> answer = caller.get(60, TimeUnit.SECONDS);
				assertThat(answer.statusCode()).isEqualTo(200);
				assertThat(answer.body()).contains("\"verdict\":\"PASS\"");
			}
			assertThat(gate.runs).hasValue(1);
		}
	}

	@Test
	void aThousandReadersAreAnsweredWhileEveryCheckHangs() throws Exception {
		OwnThreads threads = OwnThreads.fromNow();
		try (Host host = Host.start(HangingService.class, HangingService.PROPERTIES)) {
			Gate gate = host.context().getBean(Gate.class);
			await().until(() -> host.context().getBean(Engine.class).checks().size() > 50);
			HttpResponse<String> running = host.post("/actuator/selftest/smoke?wait=1s");
			assertThat(running.statusCode()).isEqualTo(424);
			assertThat(running.body()).contains("\"reason\":\"running\"");
			assertThat(gate.runs.get()).isPositive();
			ExecutorService readers = Executors.newFixedThreadPool(20);
			try {
				List<Future<HttpResponse<String>>> answers = IntStream.range(0, 1000)
					.mapToObj((i) -> readers.submit(() -> host.get("/actuator/selftest/smoke")))
					.toList();
				for (Future<HttpResponse<String>> answer : answers) {
					assertThat(answer.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(424);
				}
			}
			finally {
				readers.shutdownNow();
			}
			assertThat(gate.open.getCount()).as("checks still hang").isOne();
			assertThat(threads.names()).hasSizeBetween(2, 12);
			gate.open.countDown();
		}
	}

}
