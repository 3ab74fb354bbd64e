package io.github.selftest.boot.synthetic.propagation;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.task.ThreadPoolTaskSchedulerBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.support.TaskExecutorAdapter;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.servlet.config.annotation.AsyncSupportConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

import io.github.selftest.api.synthetic.SyntheticContext;
import io.github.selftest.boot.synthetic.MarkedHost;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whether the work of a synthetic request is known as such on each thread, and that of a
 * user never is.
 */
class FirstHopsTests {

	private static final SyntheticContext SYNTHETIC = SyntheticContext.of("ci", "run-1", null, null);

	@Test
	void executorsOfBootCarryTheContext() throws Exception {
		try (MarkedHost host = MarkedHost.start(Service.class, MarkedHost.KEY, "spring.task.execution.pool.core-size=1",
				"spring.task.execution.pool.max-size=1", "selftest.synthetic.propagation.executors=true")) {
			for (String path : new String[] { "/async", "/callable", "/streaming" }) {
				assertThat(host.getMarked(path).body()).as(path).isEqualTo("ci/run-1");
				assertThat(host.get(path).body()).as(path).isEqualTo("user");
			}
			assertThat(host.bean(TaskDecorator.class)).isInstanceOf(PropagatingTaskDecorator.class);
			assertThat(scheduled(host.bean(ThreadPoolTaskSchedulerBuilder.class).build())).isEqualTo("ci/run-1");
		}
	}

	@Test
	@Tag("slow")
	void executorsOfBootCarryTheContextOnceWithThatOfMicrometer() throws Exception {
		try (MarkedHost host = MarkedHost.start(Service.class, MarkedHost.KEY, "spring.task.execution.pool.core-size=1",
				"spring.task.execution.propagate-context=true", "selftest.synthetic.propagation.executors=true")) {
			assertThat(host.getMarked("/async").body()).isEqualTo("ci/run-1");
			assertThat(host.get("/async").body()).isEqualTo("user");
		}
	}

	@Test
	void leavesAServiceTheDecoratorThatItLooksFor() throws Exception {
		try (MarkedHost host = MarkedHost.start(List.of(Service.class, OwnDecorator.class), MarkedHost.KEY,
				"selftest.synthetic.propagation.executors=true")) {
			assertThat(host.bean(TaskDecorator.class)).isSameAs(host.context().getBean("ownDecorator"));
			assertThat(host.getMarked("/async").body()).isEqualTo("ci/run-1");
			assertThat(host.bean(OwnDecorator.class).decorated.await(10, TimeUnit.SECONDS)).isTrue();
		}
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void virtualThreadsOfBootCarryTheContext() throws Exception {
		try (MarkedHost host = MarkedHost.start(Service.class, MarkedHost.KEY, "spring.threads.virtual.enabled=true",
				"selftest.synthetic.propagation.executors=true")) {
			for (String path : new String[] { "/async", "/callable", "/streaming", "/deferred" }) {
				assertThat(host.getMarked(path).body()).as(path).isEqualTo("ci/run-1");
				assertThat(host.get(path).body()).as(path).isEqualTo("user");
			}
		}
	}

	@Test
	void asyncRequestsCarryTheContextToWhateverExecutor() throws Exception {
		try (MarkedHost host = MarkedHost.start(List.of(Service.class, OwnExecutor.class), MarkedHost.KEY,
				"selftest.synthetic.propagation.async-requests=true")) {
			for (String path : new String[] { "/callable", "/web-async-task", "/streaming" }) {
				assertThat(host.getMarked(path).body()).as(path).isEqualTo("ci/run-1");
				assertThat(host.get(path).body()).as(path).isEqualTo("user");
			}
			assertThat(host.getMarked("/failing").statusCode()).isEqualTo(500);
			assertThat(host.get("/callable").body()).isEqualTo("user");
			assertThat(host.getMarked("/async").body()).isEqualTo("user");
		}
	}

	@Test
	void nothingIsCarriedUnlessAskedFor() throws Exception {
		try (MarkedHost host = MarkedHost.start(Service.class, MarkedHost.KEY)) {
			assertThat(host.getMarked("/async").body()).isEqualTo("user");
			assertThat(host.getMarked("/callable").body()).isEqualTo("user");
			assertThat(host.context().getBeanNamesForType(TaskDecorator.class)).isEmpty();
		}
	}

	@Test
	void isCarriedByContextPropagation() throws Exception {
		ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder()
			.contextRegistry(ContextRegistry.getInstance())
			.build();
		ExecutorService executor = Executors.newSingleThreadExecutor();
		try {
			ContextSnapshot synthetic = captured(snapshots, SYNTHETIC);
			ContextSnapshot users = snapshots.captureAll();
			Callable<Boolean> task = SyntheticContext::isActive;
			assertThat(executor.submit(synthetic.wrap(task)).get()).isTrue();
			assertThat(executor.submit(users.wrap(task)).get()).isFalse();
			assertThat(executor.submit(task).get()).isFalse();
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void leavesNothingOnThePooledThreads() throws Exception {
		PropagatingTaskDecorator decorator = new PropagatingTaskDecorator();
		ExecutorService executor = Executors.newFixedThreadPool(4);
		try {
			for (int i = 0; i < 1000; i++) {
				SyntheticContext.Scope scope = SYNTHETIC.open();
				try {
					executor.execute(decorator.decorate(() -> {
						if (!SyntheticContext.isActive()) {
							throw new IllegalStateException("lost");
						}
					}));
				}
				finally {
					scope.close();
				}
				Future<Boolean> user = executor.submit(SyntheticContext::isActive);
				assertThat(user.get()).isFalse();
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	private static String scheduled(ThreadPoolTaskScheduler scheduler) throws Exception {
		scheduler.initialize();
		SyntheticContext.Scope scope = SYNTHETIC.open();
		try {
			CompletableFuture<String> who = new CompletableFuture<>();
			ScheduledFuture<?> task = scheduler.schedule(() -> who.complete(whoAmI()), Instant.EPOCH);
			task.get();
			return who.join();
		}
		finally {
			scope.close();
			scheduler.shutdown();
		}
	}

	private static ContextSnapshot captured(ContextSnapshotFactory snapshots, SyntheticContext context) {
		SyntheticContext.Scope scope = context.open();
		try {
			return snapshots.captureAll();
		}
		finally {
			scope.close();
		}
	}

	private static String whoAmI() {
		return SyntheticContext.current().map(SyntheticContext::toString).orElse("user");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
	@EnableAsync
	@RestController
	static class Service {

		private final Worker worker;

		Service(@Lazy Worker worker) {
			this.worker = worker;
		}

		@Bean
		static Worker worker() {
			return new Worker();
		}

		@GetMapping("/async")
		String async() {
			return this.worker.work().join();
		}

		@GetMapping("/callable")
		Callable<String> callable() {
			return FirstHopsTests::whoAmI;
		}

		@GetMapping("/web-async-task")
		WebAsyncTask<String> webAsyncTask() {
			return new WebAsyncTask<>(FirstHopsTests::whoAmI);
		}

		@GetMapping("/failing")
		Callable<String> failing() {
			return () -> {
				throw new IllegalStateException("expected by the test");
			};
		}

		@GetMapping("/streaming")
		StreamingResponseBody streaming() {
			return (out) -> out.write(whoAmI().getBytes(StandardCharsets.UTF_8));
		}

		@GetMapping("/deferred")
		DeferredResult<String> deferred() {
			DeferredResult<String> result = new DeferredResult<>();
			CompletableFuture<Void> handed = this.worker.work().thenAccept(result::setResult);
			result.onCompletion(() -> handed.cancel(false));
			return result;
		}

	}

	static class Worker {

		@Async
		CompletableFuture<String> work() {
			return CompletableFuture.completedFuture(whoAmI());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnDecorator {

		final CountDownLatch decorated = new CountDownLatch(1);

		@Bean
		TaskDecorator ownDecorator() {
			return (task) -> {
				this.decorated.countDown();
				return task;
			};
		}

	}

	/**
	 * One thread, which would show the next request what the one before left on it.
	 */
	@Configuration(proxyBeanMethods = false)
	static class OwnExecutor implements WebMvcConfigurer, DisposableBean {

		private final ExecutorService thread = Executors.newSingleThreadExecutor();

		@Override
		public void configureAsyncSupport(AsyncSupportConfigurer configurer) {
			configurer.setTaskExecutor(new TaskExecutorAdapter(this.thread));
		}

		@Override
		public void destroy() {
			this.thread.shutdownNow();
		}

	}

}
