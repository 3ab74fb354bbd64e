package io.github.selftest.boot.check.pool.saturation;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.tomcat.jdbc.pool.PoolProperties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Status;
import io.github.selftest.boot.check.TestCheckContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests with the real pools, on connections that lead nowhere.
 */
@Timeout(60)
class DataSourcesTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(DataSourceAutoConfiguration.class, OtherPoolsCheckAutoConfiguration.class));

	@Test
	void seesAPoolOfDbcp2RunOutAndRecover() {
		this.contextRunner.withUserConfiguration(WithDbcp2.class).run((context) -> {
			Check check = sole(context);
			// it does not tell who waits, so all in use counts
			List<Connection> taken = take(context.getBean(DataSource.class), 2);
			runsOut(check);
			taken.get(0).close();
			assertThat(codes(run(check))).containsExactly("PASS pool.data-source-free");
			taken.get(1).close();
			assertThat(usage(context)).isEqualTo(new Usage(0, 2, null, null));
		});
	}

	@Test
	void seesAPoolOfTomcatRunOutAndRecover() {
		this.contextRunner.withUserConfiguration(WithTomcat.class).run((context) -> {
			Check check = sole(context);
			DataSource pool = context.getBean(DataSource.class);
			List<Connection> taken = take(pool, 2);
			assertThat(codes(run(check))).as("nobody waits").containsExactly("PASS pool.data-source-free");
			ExecutorService user = Executors.newSingleThreadExecutor();
			Future<Connection> waiting = user.submit(() -> pool.getConnection());
			await().until(() -> Objects.equals(usage(context), new Usage(2, 2, 1L, null)));
			runsOut(check);
			taken.get(0).close();
			waiting.get(10, TimeUnit.SECONDS).close();
			assertThat(codes(run(check))).containsExactly("PASS pool.data-source-free");
			taken.get(1).close();
			user.shutdown();
		});
	}

	@Test
	void looksThroughProxiesAndCountsAPoolOnce() {
		this.contextRunner.withUserConfiguration(Behind.class)
			.run((context) -> assertThat(checks(context)).extracting((check) -> check.definition().id())
				.containsExactly("poolOrders"));
	}

	@Test
	void opensNoConnectionToLookAtAPool() {
		this.contextRunner.withUserConfiguration(WithDbcp2.class).run((context) -> {
			assertThat(run(sole(context)).status()).isIn(Status.PASS, Status.INCONCLUSIVE);
			assertThat(context.getBean(BasicDataSource.class).getNumIdle()).isZero();
		});
	}

	private static void runsOut(Check check) throws Exception {
		assertThat(codes(run(check))).containsExactly("WARN pool.data-source-saturated");
		assertThat(codes(run(check))).containsExactly("FAIL pool.data-source-saturated");
	}

	private static List<Connection> take(DataSource pool, int number) throws SQLException {
		List<Connection> taken = new ArrayList<>();
		for (int i = 0; i < number; i++) {
			taken.add(pool.getConnection());
		}
		return taken;
	}

	private static List<Check> checks(ApplicationContext context) {
		return List.copyOf(context.getBean(SaturationChecks.class).checks());
	}

	private static Check sole(ApplicationContext context) {
		assertThat(checks(context)).hasSize(1);
		return checks(context).get(0);
	}

	private static @Nullable Usage usage(ApplicationContext context) {
		return context.getBean(DataSources.class).pools().findFirst().orElseThrow().usage().get();
	}

	private static CheckResult run(Check check) throws Exception {
		return check.run(TestCheckContext.of(check.definition()));
	}

	private static List<String> codes(CheckResult result) {
		return result.findings().stream().map((finding) -> finding.status() + " " + finding.code()).toList();
	}

	private static Driver driver() {
		return stub(Driver.class);
	}

	/** Returns what a pool asks for: connections, and that they are valid. */
	private static <T> T stub(Class<T> type) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
				(proxy, method, arguments) -> switch (method.getName()) {
					case "connect" -> stub(Connection.class);
					case "isValid", "getAutoCommit" -> true;
					case "hashCode" -> System.identityHashCode(proxy);
					case "equals" -> proxy == arguments[0];
					default -> nothing(method.getReturnType());
				}));
	}

	private static @Nullable Object nothing(Class<?> type) {
		if (type == boolean.class) {
			return false;
		}
		return (type == int.class) ? 0 : null;
	}

	private static BasicDataSource dbcp2() {
		BasicDataSource pool = new BasicDataSource();
		pool.setDriver(driver());
		pool.setUrl("jdbc:nowhere");
		pool.setMaxTotal(2);
		return pool;
	}

	@Configuration(proxyBeanMethods = false)
	static class WithDbcp2 {

		@Bean
		BasicDataSource orders() {
			return dbcp2();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithTomcat {

		@Bean
		DataSource orders() {
			PoolProperties properties = new PoolProperties();
			properties.setDataSource(new SimpleDriverDataSource(driver(), "jdbc:nowhere"));
			properties.setMaxActive(2);
			properties.setInitialSize(0);
			properties.setMinIdle(0);
			return new org.apache.tomcat.jdbc.pool.DataSource(properties);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Behind {

		@Bean
		DataSource orders() {
			return dbcp2();
		}

		@Bean
		DataSource lazily(DataSource orders) {
			ProxyFactory proxy = new ProxyFactory(new LazyConnectionDataSourceProxy(orders));
			proxy.setProxyTargetClass(true);
			return (DataSource) proxy.getProxy();
		}

	}

}
