package io.github.selftest.boot.fault;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.selftest.boot.fault.FaultyShop.Reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Users and requests with faults, whose work is done by the same few threads of
 * executors, or by virtual ones.
 */
@Tag("slow")
class UsersAmongFaultsTests {

	private static final int REQUESTS = 3_000;

	private static final String[] PAGES = { "/stock", "/later", "/async", "/callable", "/executor", "/mono",
			"/web-prices-later" };

	@TempDir
	private Path directory;

	@Test
	void noUserGetsAFaultOnThreadsThatBothShare() throws Exception {
		try (FaultyShop shop = start("spring.task.execution.pool.core-size=2", "spring.task.execution.pool.max-size=2",
				"server.tomcat.threads.max=8")) {
			attack(shop);
		}
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void noUserGetsAFaultOnVirtualThreads() throws Exception {
		try (FaultyShop shop = start("spring.threads.virtual.enabled=true")) {
			attack(shop);
		}
	}

	private FaultyShop start(String... properties) {
		List<String> all = new ArrayList<>(List.of(properties));
		all.add("selftest.synthetic.propagation.executors=true");
		all.add("selftest.synthetic.propagation.async-requests=true");
		return FaultyShop.start(this.directory.resolve("stop"), List.of(Pages.class, Background.class),
				all.toArray(String[]::new));
	}

	private static void attack(FaultyShop shop) throws Exception {
		AtomicInteger recorded = new AtomicInteger();
		shop.bean(CircuitBreakerRegistry.class)
			.circuitBreaker("stock")
			.getEventPublisher()
			.onEvent((event) -> recorded.incrementAndGet());
		AtomicInteger real = new AtomicInteger();
		AtomicInteger faulty = new AtomicInteger();
		ExecutorService callers = Executors.newFixedThreadPool(24);
		CountDownLatch start = new CountDownLatch(1);
		try {
			List<Future<Void>> asked = new ArrayList<>();
			for (int i = 0; i < REQUESTS; i++) {
				asked.add(callers.submit(request(shop, i, start, real, faulty)));
			}
			start.countDown();
			for (Future<Void> one : asked) {
				one.get(60, TimeUnit.SECONDS);
			}
		}
		finally {
			callers.shutdownNow();
		}
		assertThat(faulty).hasValueGreaterThan(REQUESTS / 10);
		assertThat(recorded).hasValue(real.get());
		await().untilAsserted(() -> assertThat(shop.bean(Faults.class).active()).isZero());
	}

	private static Callable<Void> request(FaultyShop shop, int number, CountDownLatch start, AtomicInteger real,
			AtomicInteger faulty) {
		String page = PAGES[(number / 2) % PAGES.length];
		return () -> {
			start.await();
			if (number % 2 == 0) {
				Reply user = shop.user(page);
				assertThat(user.status()).isEqualTo(200);
				assertThat(user.body()).as(page).doesNotContain("cached", "Exception");
				assertThat(user.injected()).isEqualTo("none");
				if (!page.equals("/web-prices-later")) {
					real.incrementAndGet();
				}
			}
			else if (shop.ask(page, page.startsWith("/web") ? "prices=error" : "stock=error")
				.body()
				.matches("(cached|ConnectException).*")) {
				faulty.incrementAndGet();
			}
			return null;
		};
	}

	/**
	 * Pages whose work other threads do.
	 */
	@RestController
	static class Pages {

		private final Background background;

		private final FaultyShop.Stock stock;

		private final AsyncTaskExecutor executor;

		Pages(Background background, FaultyShop.Stock stock, AsyncTaskExecutor applicationTaskExecutor) {
			this.background = background;
			this.stock = stock;
			this.executor = applicationTaskExecutor;
		}

		@GetMapping("/async")
		CompletableFuture<String> async() {
			return this.background.level();
		}

		@GetMapping("/callable")
		Callable<String> callable() {
			return () -> this.stock.level(2);
		}

		@GetMapping("/executor")
		String executor() throws Exception {
			return this.executor.submit(() -> this.stock.level(2)).get();
		}

	}

	/**
	 * Works in the background.
	 */
	@EnableAsync
	public static class Background {

		private final FaultyShop.Stock stock;

		Background(FaultyShop.Stock stock) {
			this.stock = stock;
		}

		@Async(TaskExecutionAutoConfiguration.APPLICATION_TASK_EXECUTOR_BEAN_NAME)
		public CompletableFuture<String> level() {
			return CompletableFuture.completedFuture(this.stock.level(2));
		}

	}

}
