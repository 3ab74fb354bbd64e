package io.github.selftest.boot.check.cache;

import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import com.github.benmanes.caffeine.cache.stats.StatsCounter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.CustomScopeConfigurer;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCache;
import org.springframework.cache.support.AbstractValueAdaptingCache;
import org.springframework.cache.support.SimpleCacheManager;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Measurement;
import io.github.selftest.boot.check.TestCheckContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Caches that are remote, throw, are many or have strange names.
 */
@ExtendWith(OutputCaptureExtension.class)
class HostileCachesTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CacheCheckAutoConfiguration.class));

	@Test
	void namesARemoteCacheWithTheRemedyAndAsksItForNothing() {
		RemoteCache stock = new RemoteCache("stock");
		with(stock).run((context) -> {
			CheckResult result = run(sole(context));
			assertThat(result.findings()).extracting(Finding::code).containsExactly("cache.no-statistics");
			assertThat(result.findings().get(0).remedy()).contains("its own statistics");
			assertThat(stock.calls).hasValue(0);
		});
	}

	@Test
	void putsReadsAndEvictsInARemoteCacheWhereThatIsAllowed() {
		RemoteCache stock = new RemoteCache("stock");
		with(stock).withPropertyValues("selftest.check.cache.caches.stock.probe-key=selftest").run((context) -> {
			assertThat(codes(run(checks(context).get(1)))).containsExactly("PASS cache.probe");
			assertThat(stock.entries).isEmpty();
			stock.keeps = true;
			assertThat(codes(run(checks(context).get(1)))).containsExactly("FAIL cache.probe-kept");
		});
	}

	@Test
	void leavesNothingBehindWhenACacheThrowsBetweenPutAndEvict() {
		RemoteCache stock = new RemoteCache("stock");
		stock.readsUntilItThrows = 1;
		with(stock).withPropertyValues("selftest.check.cache.caches.stock.probe-key=selftest").run((context) -> {
			Check probe = checks(context).get(1);
			TestCheckContext run = TestCheckContext.of(probe.definition());
			assertThat(codes(probe.run(run))).containsExactly("FAIL cache.probe-threw");
			assertThat(stock.entries).hasSize(1);
			run.cleanUp();
			assertThat(stock.entries).isEmpty();
		});
	}

	@Test
	void goesOnWithTheOthersWhenACacheThrows(CapturedOutput output) {
		SimpleCacheManager manager = new ThrowingManager();
		manager.setCaches(List.of(new ConcurrentMapCache("broken"), new ConcurrentMapCache("good")));
		this.contextRunner.withBean(CacheManager.class, () -> manager).run((context) -> {
			assertThat(ids(context)).contains("cacheGood");
			assertThat(output).contains("'broken'");
		});
	}

	@Test
	void saysThatACacheThrowsWhenItIsLookedAt(CapturedOutput output) {
		// as a wrapper that knows no policy
		InvocationHandler throwing = (proxy, method, arguments) -> {
			throw new UnsupportedOperationException("a secret of the wrapper");
		};
		com.github.benmanes.caffeine.cache.Cache<?, ?> wrapper = (com.github.benmanes.caffeine.cache.Cache<?, ?>) Proxy
			.newProxyInstance(getClass().getClassLoader(),
					new Class<?>[] { com.github.benmanes.caffeine.cache.Cache.class }, throwing);
		this.contextRunner.withBean("prices", com.github.benmanes.caffeine.cache.Cache.class, () -> wrapper)
			.withBean("rates", com.github.benmanes.caffeine.cache.Cache.class, () -> Caffeine.newBuilder().build())
			.run((context) -> {
				assertThat(ids(context)).containsExactly("cachePrices", "cacheRates");
				CheckResult result = run(checks(context).get(0));
				assertThat(codes(result)).containsExactly("INCONCLUSIVE cache.no-statistics");
				assertThat(result.toString()).doesNotContain("secret");
				assertThat(output).contains("a secret of the wrapper");
			});
	}

	@Test
	void makesNoManagerThatIsScopedOrComesOfAFactory() {
		this.contextRunner.withUserConfiguration(Scoped.class).run((context) -> {
			assertThat(ids(context)).isEmpty();
			assertThat(context.getBean(AtomicInteger.class)).hasValue(0);
		});
	}

	@Test
	void givesIdsToCachesWithOddNames() {
		String[] names = { "日本", "été", "a b/c?d=<script>", "x".repeat(5000), "two\nlines", "", "\u0000" };
		Cache[] caches = IntStream.range(0, names.length)
			.mapToObj((i) -> new ConcurrentMapCache(names[i]))
			.toArray(Cache[]::new);
		with(caches).run((context) -> {
			assertThat(ids(context)).hasSize(names.length)
				.doesNotHaveDuplicates()
				.allMatch((id) -> id.matches("[a-z][A-Za-z0-9]{0,39}"));
			for (Check check : checks(context)) {
				assertThat(run(check).findings()).hasSize(1);
			}
		});
	}

	@Test
	void forgetsCachesThatAreGone() {
		CaffeineCacheManager manager = new CaffeineCacheManager();
		this.contextRunner.withBean(CacheManager.class, () -> manager).run((context) -> {
			for (int round = 0; round < 30; round++) {
				String tenants = "tenant" + round + "x";
				manager.setCacheNames(IntStream.range(0, 100).mapToObj((i) -> tenants + i).toList());
				assertThat(ids(context)).hasSize(100);
				List.copyOf(manager.getCacheNames()).forEach(manager::removeCache);
			}
			assertThat(context.getBean(CacheChecks.class).idsInUse()).isLessThan(1500);
		});
	}

	@Test
	void callsNoLoaderWithTheKeyOfTheProbe() {
		AtomicInteger loads = new AtomicInteger();
		CaffeineCacheManager manager = new CaffeineCacheManager();
		manager.setCacheLoader((key) -> "loaded " + loads.incrementAndGet());
		manager.setCacheNames(List.of("prices"));
		this.contextRunner.withBean(CacheManager.class, () -> manager)
			.withPropertyValues("selftest.check.cache.caches.prices.probe-key=selftest")
			.run((context) -> {
				assertThat(codes(run(checks(context).get(1)))).containsExactly("INCONCLUSIVE cache.probe-loads");
				assertThat(loads).hasValue(0);
			});
	}

	@Test
	void goesOnWhenCountersBeginAnew() {
		ResettableCounter counter = new ResettableCounter();
		com.github.benmanes.caffeine.cache.Cache<Object, Object> cache = Caffeine.newBuilder()
			.recordStats(() -> counter)
			.build();
		this.contextRunner.withBean("prices", com.github.benmanes.caffeine.cache.Cache.class, () -> cache)
			.run((context) -> {
				Check check = sole(context);
				counter.hits = 500;
				assertThat(value(run(check), "reads")).isEqualTo(500);
				counter.hits = 20;
				assertThat(value(run(check), "reads")).isEqualTo(520);
			});
	}

	@Test
	void looksAtHundredsOfCachesInLittleTime() {
		CaffeineCacheManager manager = new CaffeineCacheManager();
		manager.setCaffeine(Caffeine.newBuilder().maximumSize(10).expireAfterWrite(Duration.ofHours(1)).recordStats());
		manager.setCacheNames(IntStream.range(0, 500).mapToObj((i) -> "tenant" + i).toList());
		manager.getCacheNames().forEach((name) -> Objects.requireNonNull(manager.getCache(name)).put("key", "value"));
		this.contextRunner.withBean(CacheManager.class, () -> manager).run((context) -> {
			List<Check> checks = checks(context);
			for (Check check : checks) {
				run(check);
			}
			long before = cpu();
			for (Check check : checks(context)) {
				run(check);
			}
			// a minute has 60,000 of them. It takes some 20
			assertThat(cpu() - before).isLessThan(Duration.ofMillis(600).toNanos());
			assertThat(checks).hasSize(200);
		});
	}

	private static long cpu() {
		return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
	}

	private ApplicationContextRunner with(Cache... caches) {
		SimpleCacheManager manager = new SimpleCacheManager();
		manager.setCaches(List.of(caches));
		return this.contextRunner.withBean(CacheManager.class, () -> manager);
	}

	private static List<Check> checks(ApplicationContext context) {
		return List.copyOf(context.getBean(CacheChecks.class).checks());
	}

	private static Check sole(ApplicationContext context) {
		assertThat(checks(context)).hasSize(1);
		return checks(context).get(0);
	}

	private static List<String> ids(ApplicationContext context) {
		return checks(context).stream().map((check) -> check.definition().id()).toList();
	}

	private static CheckResult run(Check check) throws Exception {
		return check.run(TestCheckContext.of(check.definition()));
	}

	private static List<String> codes(CheckResult result) {
		return result.findings().stream().map((finding) -> finding.status() + " " + finding.code()).toList();
	}

	private static double value(CheckResult result, String name) {
		return result.measurements()
			.stream()
			.filter((measurement) -> measurement.name().equals(name))
			.mapToDouble(Measurement::value)
			.findFirst()
			.orElseThrow();
	}

	/** As those of Hazelcast and Redisson, which are maps on another machine. */
	private static final class RemoteCache extends AbstractValueAdaptingCache {

		private final String name;

		final AtomicInteger calls = new AtomicInteger();

		final Map<Object, Object> entries = new ConcurrentHashMap<>();

		volatile boolean keeps;

		volatile int readsUntilItThrows = Integer.MAX_VALUE;

		private final Map<Object, Object> remote = new ConcurrentHashMap<>() {

			private static final long serialVersionUID = 1L;

			@Override
			public int size() {
				RemoteCache.this.calls.incrementAndGet();
				return 0;
			}

		};

		RemoteCache(String name) {
			super(true);
			this.name = name;
		}

		@Override
		public String getName() {
			return this.name;
		}

		@Override
		public Object getNativeCache() {
			return this.remote;
		}

		@Override
		protected @Nullable Object lookup(Object key) {
			if (this.calls.incrementAndGet() > this.readsUntilItThrows) {
				throw new IllegalStateException("not connected any more");
			}
			return this.entries.get(key);
		}

		@Override
		public <T> @Nullable T get(Object key, Callable<T> loader) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void put(Object key, @Nullable Object value) {
			this.entries.put(key, toStoreValue(value));
		}

		@Override
		public void evict(Object key) {
			if (!this.keeps) {
				this.entries.remove(key);
			}
		}

		@Override
		public void clear() {
			this.entries.clear();
		}

	}

	private static final class ThrowingManager extends SimpleCacheManager {

		@Override
		public @Nullable Cache getCache(String name) {
			if (name.equals("broken")) {
				throw new IllegalStateException("not connected");
			}
			return super.getCache(name);
		}

	}

	private static final class ResettableCounter implements StatsCounter {

		volatile long hits;

		@Override
		public void recordHits(int count) {
		}

		@Override
		public void recordMisses(int count) {
		}

		@Override
		public void recordLoadSuccess(long loadTime) {
		}

		@Override
		public void recordLoadFailure(long loadTime) {
		}

		@Override
		public void recordEviction(int weight, RemovalCause cause) {
		}

		@Override
		public CacheStats snapshot() {
			return CacheStats.of(this.hits, 0, 0, 0, 0, 0, 0);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Scoped {

		@Bean
		static AtomicInteger made() {
			return new AtomicInteger();
		}

		@Bean
		static CustomScopeConfigurer scopes() {
			CustomScopeConfigurer scopes = new CustomScopeConfigurer();
			scopes.addScope("thread", new SimpleThreadScope());
			return scopes;
		}

		@Bean
		@Scope(scopeName = "thread", proxyMode = ScopedProxyMode.INTERFACES)
		CacheManager scoped(AtomicInteger made) {
			made.incrementAndGet();
			return new CaffeineCacheManager("scoped");
		}

		@Bean
		FactoryBean<CacheManager> expensive(AtomicInteger made) {
			return new FactoryBean<>() {

				@Override
				public CacheManager getObject() {
					made.incrementAndGet();
					return new CaffeineCacheManager("expensive");
				}

				@Override
				public Class<?> getObjectType() {
					return CacheManager.class;
				}

			};
		}

		@Bean
		@Scope("prototype")
		CacheManager prototype(AtomicInteger made) {
			made.incrementAndGet();
			return new CaffeineCacheManager("prototype");
		}

	}

}
