package io.github.selftest.boot.host;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.support.GenericApplicationContext;

import io.github.selftest.boot.host.HangingService.Gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Callers that wait, and what may end their wait too early.
 */
@Timeout(120)
class WaitingCallersTests {

	private static final String GROUP = "/actuator/selftest/one";

	@Test
	void readersThatWaitTakeNoRoomFromThoseWhoRun() throws Exception {
		try (Host host = Host.start(HangingService.class, HangingService.PROPERTIES)) {
			List<CompletableFuture<HttpResponse<String>>> readers = new ArrayList<>();
			for (int i = 0; i < 300; i++) {
				readers.add(host.getAsync("/actuator/selftest/smoke?wait=8s"));
			}
			await().until(() -> readers.stream().anyMatch(CompletableFuture::isDone));
			assertThatARunIsWaitedFor(host);
			assertThat(readers).anyMatch((reader) -> !reader.isDone());
		}
	}

	@Test
	void endOfAChildContextIsNotTheEndOfTheApplication() throws Exception {
		try (Host host = Host.start(HangingService.class, HangingService.PROPERTIES)) {
			try (GenericApplicationContext child = new GenericApplicationContext(host.context())) {
				child.refresh();
			}
			assertThatARunIsWaitedFor(host);
		}
	}

	@Test
	void callersAreAnsweredWhenTheApplicationStops() throws Exception {
		Host host = Host.start(HangingService.class, HangingService.PROPERTIES);
		CompletableFuture<HttpResponse<String>> group = host.postAsync(GROUP + "?wait=60s");
		CompletableFuture<HttpResponse<String>> check = host.postAsync(GROUP + "/single?wait=60s");
		CompletableFuture<HttpResponse<String>> reader = host.getAsync("/actuator/selftest/smoke?wait=8s");
		await().until(() -> gate(host).runs.get() > 0);
		// a GET that comes after them has been answered, so all of them are in
		assertThat(host.get(GROUP).statusCode()).isEqualTo(424);
		host.close();
		for (CompletableFuture<HttpResponse<String>> caller : List.of(group, check, reader)) {
			HttpResponse<String> answer = caller.get(30, TimeUnit.SECONDS);
			assertThat(answer.statusCode()).isEqualTo(503);
			assertThat(answer.body()).contains("\"error\":\"engine-stopped\"");
		}
	}

	private static void assertThatARunIsWaitedFor(Host host) throws Exception {
		CompletableFuture<HttpResponse<String>> run = host.postAsync(GROUP + "?wait=60s");
		await().until(() -> gate(host).runs.get() > 0);
		gate(host).open.countDown();
		HttpResponse<String> answer = run.get(60, TimeUnit.SECONDS);
		assertThat(answer.body()).contains("\"verdict\":\"PASS\"");
		assertThat(answer.statusCode()).isEqualTo(200);
	}

	private static Gate gate(Host host) {
		return host.context().getBean(Gate.class);
	}

}
