package io.github.selftest.boot.check.pool.saturation;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.sql.DataSource;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.jdbc.metadata.AbstractDataSourcePoolMetadata;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadataProvider;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.jdbc.datasource.AbstractDriverBasedDataSource;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

import io.github.selftest.api.Check;
import io.github.selftest.boot.check.PoolIds;

import static org.assertj.core.api.Assertions.assertThat;

class OtherPoolsCheckAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(OtherPoolsCheckAutoConfiguration.class));

	@Test
	void checksTheExecutorOfBootWhoseQueueHasNoBound() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
			.withUserConfiguration(UsesExecutor.class)
			.run((context) -> {
				assertThat(ids(context)).containsExactly("poolApplicationTaskExecutor");
				assertThat(sole(pools(context)).sort()).isEqualTo(Sort.BACKLOG);
				assertThat(usage(sole(pools(context)))).isEqualTo(new Usage(0, 8, 0L, null));
			});
	}

	@Test
	void leavesItsIdToAConnectionPoolOfTheSameName() {
		PoolIds others = () -> Set.of("poolApplicationTaskExecutor");
		this.contextRunner.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
			.withUserConfiguration(UsesExecutor.class)
			.withBean(PoolIds.class, () -> others)
			.run((context) -> assertThat(ids(context)).containsExactly("poolApplicationTaskExecutor2"));
	}

	@Test
	void seesAnExecutorFill() {
		this.contextRunner.withUserConfiguration(SmallExecutor.class).run((context) -> {
			CountDownLatch end = new CountDownLatch(1);
			CountDownLatch started = new CountDownLatch(2);
			ThreadPoolTaskExecutor executor = context.getBean(ThreadPoolTaskExecutor.class);
			for (int i = 0; i < 5; i++) {
				executor.execute(() -> {
					started.countDown();
					await(end);
				});
			}
			await(started);
			assertThat(usage(sole(pools(context)))).isEqualTo(new Usage(2, 2, 3L, 3L));
			assertThat(usage(sole(pools(context))).isSaturated()).isTrue();
			end.countDown();
		});
	}

	@Test
	void doesNotTakeWhatIsNotDueForWaiting() {
		this.contextRunner.withUserConfiguration(Scheduler.class).run((context) -> {
			ThreadPoolTaskScheduler scheduler = context.getBean(ThreadPoolTaskScheduler.class);
			Future<?> later = scheduler.getScheduledExecutor().schedule(() -> {
			}, 1, TimeUnit.HOURS);
			assertThat(later.isDone()).isFalse();
			assertThat(usage(sole(pools(context)))).extracting(Usage::max, Usage::waiting).containsExactly(1L, 0L);
		});
	}

	@Test
	void findsAPlainExecutorAndLeavesOutVirtualThreadsAndLazyBeans() {
		this.contextRunner.withUserConfiguration(ManyExecutors.class).run((context) -> {
			assertThat(ids(context)).containsExactly("poolPlain");
			assertThat(context.getBeanFactory().containsSingleton("lazy")).isFalse();
		});
	}

	@Test
	void goesOnWithTheCheckOfAPoolThatIsStillThere() {
		this.contextRunner.withUserConfiguration(SmallExecutor.class)
			.run((context) -> assertThat(checks(context)).isEqualTo(checks(context)));
	}

	@Test
	void readsTheThreadsAndConnectionsOfTomcat() {
		TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
		List<WatchedPool> pools = whileRunning(factory.getWebServer());
		assertThat(pools).extracting(WatchedPool::name).containsExactly("serverThreads", "serverConnections");
		assertThat(usage(pools.get(0)).max()).isEqualTo(200);
		assertThat(usage(pools.get(0)).waiting()).isZero();
		assertThat(usage(pools.get(1)).max()).isEqualTo(8192);
	}

	@Test
	void seesTheThreadsOfTomcatRunOut() throws Exception {
		CountDownLatch end = new CountDownLatch(1);
		TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
		factory.addConnectorCustomizers((connector) -> {
			connector.setProperty("maxThreads", "2");
			connector.setProperty("minSpareThreads", "1");
		});
		WebServer server = factory
			.getWebServer((context) -> context.addServlet("waiting", waiting(end)).addMapping("/"));
		server.start();
		try {
			HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getPort() + "/"))
				.build();
			HttpClient client = HttpClient.newHttpClient();
			List<CompletableFuture<HttpResponse<Void>>> users = Stream
				.generate(() -> client.sendAsync(request, BodyHandlers.discarding()))
				.limit(3)
				.toList();
			Awaitility.await()
				.untilAsserted(() -> assertThat(new ServerThreads(() -> server).pools()
					.findFirst()
					.map(OtherPoolsCheckAutoConfigurationTests::usage)).contains(new Usage(2, 2, 1L, null)));
			end.countDown();
			for (CompletableFuture<HttpResponse<Void>> user : users) {
				assertThat(user.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
			}
			Awaitility.await()
				.untilAsserted(() -> assertThat(
						usage(new ServerThreads(() -> server).pools().findFirst().orElseThrow()).isSaturated())
					.isFalse());
		}
		finally {
			end.countDown();
			server.destroy();
		}
	}

	private static HttpServlet waiting(CountDownLatch end) {
		return new HttpServlet() {

			private static final long serialVersionUID = 1L;

			@Override
			protected void doGet(HttpServletRequest request, HttpServletResponse response) {
				await(end);
			}

		};
	}

	@Test
	void readsTheThreadsOfJetty() {
		JettyServletWebServerFactory factory = new JettyServletWebServerFactory(0);
		List<WatchedPool> pools = whileRunning(factory.getWebServer());
		assertThat(pools).extracting(WatchedPool::name).containsExactly("serverThreads");
		assertThat(usage(pools.get(0)).max()).isBetween(100L, 200L);
		assertThat(usage(pools.get(0)).isSaturated()).isFalse();
	}

	@Test
	void readsOtherConnectionPoolsByTheMetadataOfBoot() {
		this.contextRunner.withUserConfiguration(OtherDataSource.class).run((context) -> {
			assertThat(ids(context)).containsExactly("poolOrders");
			assertThat(usage(sole(pools(context)))).isEqualTo(new Usage(8, 8, 4L, null));
		});
	}

	@Test
	void isInconclusiveAfterShutdown() {
		this.contextRunner.withUserConfiguration(SmallExecutor.class).run((context) -> {
			List<WatchedPool> pools = pools(context);
			context.getBean(ThreadPoolTaskExecutor.class).shutdown();
			assertThat(sole(pools).usage().get()).isNull();
		});
	}

	@Test
	void backsOffWhenDisabled() {
		this.contextRunner.withPropertyValues("selftest.check.pool.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(SaturationChecks.class));
	}

	@Test
	void worksWithoutServersAndJdbc() {
		this.contextRunner
			.withClassLoader(
					new FilteredClassLoader(WebServerApplicationContext.class, DataSourcePoolMetadataProvider.class))
			.withUserConfiguration(SmallExecutor.class)
			.run((context) -> assertThat(ids(context)).containsExactly("poolSmall"));
	}

	@Test
	void findsNothingWhereThereIsNothing() {
		this.contextRunner.run((context) -> assertThat(ids(context)).isEmpty());
	}

	private static List<WatchedPool> whileRunning(WebServer server) {
		server.start();
		try {
			List<WatchedPool> pools = new ServerThreads(() -> server).pools().toList();
			assertThat(pools).allSatisfy((pool) -> assertThat(pool.usage().get()).isNotNull());
			return pools.stream().map(OtherPoolsCheckAutoConfigurationTests::asSeen).toList();
		}
		finally {
			server.destroy();
		}
	}

	private static WatchedPool asSeen(WatchedPool pool) {
		Usage usage = pool.usage().get();
		UsageReader seen = () -> usage;
		return new WatchedPool(pool.name(), pool.sort(), pool.pool(), seen);
	}

	private static List<Check> checks(ApplicationContext context) {
		return List.copyOf(context.getBean(SaturationChecks.class).checks());
	}

	private static List<String> ids(ApplicationContext context) {
		return checks(context).stream().map((check) -> check.definition().id()).toList();
	}

	private static List<WatchedPool> pools(ApplicationContext context) {
		return context.getBeanProvider(PoolSource.class).orderedStream().flatMap(PoolSource::pools).toList();
	}

	private static WatchedPool sole(List<WatchedPool> pools) {
		assertThat(pools).hasSize(1);
		return pools.get(0);
	}

	private static Usage usage(WatchedPool pool) {
		Usage usage = pool.usage().get();
		assertThat(usage).isNotNull();
		return Objects.requireNonNull(usage);
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class UsesExecutor {

		@Bean
		Object userOfTheExecutor(Executor applicationTaskExecutor) {
			return applicationTaskExecutor.toString();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SmallExecutor {

		@Bean
		ThreadPoolTaskExecutor small() {
			ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
			executor.setCorePoolSize(2);
			executor.setMaxPoolSize(2);
			executor.setQueueCapacity(3);
			return executor;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Scheduler {

		@Bean
		ThreadPoolTaskScheduler scheduler() {
			return new ThreadPoolTaskScheduler();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ManyExecutors {

		@Bean(destroyMethod = "shutdownNow")
		ExecutorService plain() {
			return java.util.concurrent.Executors.newFixedThreadPool(3);
		}

		@Bean
		Executor virtual() {
			return new SimpleAsyncTaskExecutor();
		}

		@Bean
		@Lazy
		ThreadPoolExecutor lazy() {
			throw new IllegalStateException("nobody has asked for it");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherDataSource {

		@Bean
		DataSource orders() {
			return new FullPool();
		}

		@Bean
		DataSourcePoolMetadataProvider metadata() {
			return (source) -> (source instanceof FullPool full) ? new Metadata(full) : null;
		}

	}

	/** As that of Tomcat, by the names of its getters. */
	public static final class FullPool extends SimpleDriverDataSource {

		public int getWaitCount() {
			return 4;
		}

	}

	private static final class Metadata extends AbstractDataSourcePoolMetadata<AbstractDriverBasedDataSource> {

		Metadata(AbstractDriverBasedDataSource source) {
			super(source);
		}

		@Override
		public Integer getActive() {
			return 8;
		}

		@Override
		public Integer getMax() {
			return 8;
		}

		@Override
		public Integer getMin() {
			return 0;
		}

		@Override
		public @Nullable String getValidationQuery() {
			return null;
		}

		@Override
		public @Nullable Boolean getDefaultAutoCommit() {
			return null;
		}

	}

}
