package io.github.selftest.boot.synthetic.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationConvention;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.selftest.api.synthetic.SyntheticContext;
import io.github.selftest.boot.synthetic.MarkedHost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Synthetic requests and those of users at the same time, on the same threads: none is
 * counted as the other.
 */
class InterleavedTests {

	private static final int REQUESTS = 900;

	private static final int TASKS = 10_000;

	private static final String[] CARRIED = { MarkedHost.KEY, "selftest.synthetic.propagation.executors=true",
			"selftest.synthetic.propagation.async-requests=true", "server.tomcat.threads.max=4",
			"spring.task.execution.pool.core-size=3" };

	@Test
	void requestsOnPooledThreadsAreCountedAsWhatTheyAre() throws Exception {
		try (MarkedHost host = MarkedHost.start(Service.class, CARRIED)) {
			assertEachIsCountedAsWhatItIs(host);
			assertManyTasksAreCountedAsWhatTheyAre(host, Executors.newFixedThreadPool(4));
		}
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void requestsOnVirtualThreadsAreCountedAsWhatTheyAre() throws Exception {
		List<String> properties = new ArrayList<>(List.of(CARRIED));
		properties.add("spring.threads.virtual.enabled=true");
		try (MarkedHost host = MarkedHost.start(Service.class, properties.toArray(String[]::new))) {
			assertEachIsCountedAsWhatItIs(host);
			ExecutorService executor = (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor")
				.invoke(null);
			assertManyTasksAreCountedAsWhatTheyAre(host, executor);
		}
	}

	private static void assertEachIsCountedAsWhatItIs(MarkedHost host) throws Exception {
		ExecutorService clients = Executors.newFixedThreadPool(6);
		try {
			List<Callable<Integer>> calls = IntStream.range(0, REQUESTS)
				.mapToObj((i) -> (Callable<Integer>) () -> ask(host, i))
				.toList();
			for (Future<Integer> call : clients.invokeAll(calls)) {
				assertThat(call.get()).isEqualTo(200);
			}
		}
		finally {
			clients.shutdownNow();
		}
		MeterRegistry registry = host.bean(MeterRegistry.class);
		for (String uri : List.of("/plain", "/async", "/callable")) {
			await().untilAsserted(() -> assertThat(requests(registry, "", uri)).isEqualTo(REQUESTS / 6));
			await().untilAsserted(() -> assertThat(requests(registry, "synthetic.", uri)).isEqualTo(REQUESTS / 6));
		}
		assertThat(registry.get("work").timer().count()).isEqualTo(REQUESTS / 2);
		assertThat(registry.get("synthetic.work").timer().count()).isEqualTo(REQUESTS / 2);
	}

	private static int ask(MarkedHost host, int number) throws Exception {
		String path = List.of("/plain", "/async", "/callable").get(number % 3);
		return ((number % 2 == 0) ? host.get(path) : host.getMarked(path)).statusCode();
	}

	private static long requests(MeterRegistry registry, String prefix, String uri) {
		Timer timer = registry.find(prefix + "http.server.requests").tag("uri", uri).timer();
		return (timer != null) ? timer.count() : 0;
	}

	private static void assertManyTasksAreCountedAsWhatTheyAre(MarkedHost host, ExecutorService executor)
			throws InterruptedException, ExecutionException {
		ObservationRegistry observations = host.bean(ObservationRegistry.class);
		SyntheticContext synthetic = SyntheticContext.of("ci", null, null, null);
		List<Future<?>> tasks = new ArrayList<>();
		try {
			for (int i = 0; i < TASKS; i++) {
				SyntheticContext.Scope scope = (i % 2 == 0) ? synthetic.open() : SyntheticContext.openWithout();
				try {
					tasks.add(executor.submit(SyntheticContext
						.wrap(() -> Observation.createNotStarted("task", observations).observe(Thread::onSpinWait))));
				}
				finally {
					scope.close();
				}
			}
			for (Future<?> task : tasks) {
				task.get();
			}
		}
		finally {
			executor.shutdownNow();
		}
		MeterRegistry registry = host.bean(MeterRegistry.class);
		assertThat(registry.get("task").timer().count()).isEqualTo(TASKS / 2);
		assertThat(registry.get("synthetic.task").timer().count()).isEqualTo(TASKS / 2);
	}

	@Test
	void noRequestIsObservedOnAManagementPort() throws Exception {
		try (MarkedHost host = MarkedHost.start(Service.class, MarkedHost.KEY, "management.server.port=0")) {
			assertThat(host.getMarkedOfManagement("/actuator/health").statusCode()).isEqualTo(200);
			host.getMarked("/plain");
			MeterRegistry registry = host.bean(MeterRegistry.class);
			await().untilAsserted(() -> assertThat(requests(registry, "synthetic.", "/plain")).isEqualTo(1));
			assertThat(registry.find("http.server.requests").timers()).isEmpty();
			assertThat(registry.find("synthetic.http.server.requests").timers()).hasSize(1);
		}
	}

	@Test
	void worksBesideAConventionOfTheService() throws Exception {
		try (MarkedHost host = MarkedHost.start(List.of(Service.class, OwnConvention.class), MarkedHost.KEY)) {
			host.getMarked("/plain");
			MeterRegistry registry = host.bean(MeterRegistry.class);
			await().untilAsserted(() -> assertThat(registry.find("synthetic.own.requests").timers()).hasSize(1));
			assertThat(registry.find("own.requests").timers()).isEmpty();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
	@EnableAsync(proxyTargetClass = true)
	@Import(Beans.class)
	@RestController
	static class Service {

		private final Worker worker;

		Service(Worker worker) {
			this.worker = worker;
		}

		@GetMapping("/plain")
		String plain() {
			return this.worker.workHere();
		}

		@GetMapping("/async")
		String async() {
			return this.worker.work().join();
		}

		@GetMapping("/callable")
		Callable<String> callable() {
			return this.worker::workHere;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Beans {

		@Bean
		SimpleMeterRegistry simpleMeterRegistry() {
			return new SimpleMeterRegistry();
		}

		@Bean
		Worker worker(ObservationRegistry observations) {
			return new Worker(observations);
		}

	}

	static class Worker {

		private final ObservationRegistry observations;

		Worker(ObservationRegistry observations) {
			this.observations = observations;
		}

		@Async
		CompletableFuture<String> work() {
			return CompletableFuture.completedFuture(workHere());
		}

		String workHere() {
			return Observation.createNotStarted("work", this.observations).observe(() -> "done");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnConvention {

		@Bean
		ServerRequestObservationConvention ownConvention() {
			return new DefaultServerRequestObservationConvention("own.requests");
		}

	}

}
