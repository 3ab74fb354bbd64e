package io.github.selftest.boot.check.cache;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCache;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.cache.support.CompositeCacheManager;
import org.springframework.cache.support.SimpleCacheManager;
import org.springframework.cache.transaction.TransactionAwareCacheManagerProxy;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.Status;
import io.github.selftest.boot.SelfTestAutoConfiguration;
import io.github.selftest.boot.check.LoopbackAutoConfiguration;
import io.github.selftest.boot.check.ResponseLifetimes;
import io.github.selftest.boot.check.SelfTestConfigurationException;
import io.github.selftest.boot.check.TestCheckContext;
import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.engine.Verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class CacheCheckAutoConfigurationTests {

	private final ApplicationContextRunner plain = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ApplicationAvailabilityAutoConfiguration.class,
				CacheAutoConfiguration.class, CacheCheckAutoConfiguration.class, SelfTestAutoConfiguration.class,
				LoopbackAutoConfiguration.class))
		.withPropertyValues("selftest.schedule.enabled=false");

	private final ApplicationContextRunner contextRunner = this.plain.withUserConfiguration(WithCaching.class)
		.withPropertyValues("spring.cache.cache-names=products",
				"spring.cache.caffeine.spec=maximumSize=10,recordStats");

	@Test
	void warnsOnceOfNamesThatNoCacheHas(CapturedOutput output) {
		this.contextRunner
			.withPropertyValues("selftest.check.cache.caches.prodcts.warn-below=0.9",
					"selftest.check.cache.caches.products.warn-below=0.9", "selftest.check.cache.exclude=prices")
			.run((context) -> {
				CacheChecks checks = context.getBean(CacheChecks.class);
				checks.checks();
				assertThat(output).doesNotContain("No cache so far");
				checks.checks();
				checks.checks();
				assertThat(output).containsOnlyOnce("'prodcts'")
					.containsOnlyOnce("'prices'")
					.doesNotContain("called 'products'");
			});
	}

	@Test
	void checksABoundedNumberOfCachesAndSaysSo(CapturedOutput output) {
		this.contextRunner.run((context) -> {
			CaffeineCacheManager manager = context.getBean(CaffeineCacheManager.class);
			manager.setCacheNames(IntStream.range(0, 10_000).mapToObj((number) -> "tenant-" + number).toList());
			CacheChecks checks = context.getBean(CacheChecks.class);
			List<String> ids = ids(checks);
			assertThat(ids).hasSize(200);
			manager.setCacheNames(IntStream.range(-100, 0).mapToObj((number) -> "tenant" + number).toList());
			assertThat(ids(checks)).containsExactlyInAnyOrderElementsOf(ids);
			assertThat(output).containsOnlyOnce("caches 200 are checked");
		});
	}

	@Test
	void tellsAProbeFromACacheWhoseNameLooksLikeIt() {
		this.contextRunner
			.withPropertyValues("spring.cache.cache-names=prices,probe-prices",
					"selftest.check.cache.caches.prices.probe-key=selftest")
			.run((context) -> assertThat(ids(context.getBean(CacheChecks.class))).hasSize(3).doesNotHaveDuplicates());
	}

	private static List<String> ids(CacheChecks checks) {
		return checks.checks().stream().map((check) -> check.definition().id()).toList();
	}

	@Test
	void checksTheCachesOfBootUnderTheEngine() {
		this.contextRunner.run((context) -> {
			Verdict verdict = run(context);
			assertThat(verdict.checks()).extracting(CheckReport::id).containsExactly("cacheProducts");
			assertThat(verdict.checks()).extracting(CheckReport::status).containsExactly(Status.INCONCLUSIVE);
		});
	}

	@Test
	void findsACacheThatIsMadeWhenItIsUsedFirst() {
		this.plain.withUserConfiguration(WithCaching.class).run((context) -> {
			assertThat(ids(context)).isEmpty();
			context.getBean(CacheManager.class).getCache("stock levels");
			assertThat(ids(context)).containsExactly("cacheStockLevels");
		});
	}

	@Test
	void goesOnWithWhatItHasCountedAndBeginsAnewWithAnotherCache() {
		this.contextRunner.run((context) -> {
			Check first = checks(context).get(0);
			assertThat(checks(context)).containsExactly(first);
			CaffeineCacheManager manager = context.getBean(CaffeineCacheManager.class);
			manager.registerCustomCache("products", Caffeine.newBuilder().recordStats().build());
			assertThat(checks(context)).doesNotContain(first);
			assertThat(ids(context)).containsExactly("cacheProducts");
		});
	}

	@Test
	void checksBeansThatAreCaches() {
		this.plain.withUserConfiguration(CacheBeans.class)
			.run((context) -> assertThat(ids(context)).containsExactly("cachePrices", "cacheRates"));
	}

	@Test
	void makesNoBeanToLookAtIt() {
		this.plain.withUserConfiguration(LazyBeans.class).run((context) -> {
			assertThat(ids(context)).isEmpty();
			assertThat(context.getBeanFactory().containsSingleton("lazyManager")).isFalse();
			context.getBean("lazyManager");
			assertThat(ids(context)).containsExactly("cacheLazy");
		});
	}

	@Test
	void tellsCachesOfTheSameNameApartAndCountsSharedOnesOnce() {
		this.plain.withUserConfiguration(ManyManagers.class).run((context) -> {
			assertThat(ids(context)).containsExactly("cacheProducts", "cacheProductsSecond", "cacheOwn");
			assertThat(ids(context)).hasSize(3);
		});
	}

	@Test
	void namesACacheThatIsOff() {
		this.contextRunner.withPropertyValues("spring.cache.type=none").run((context) -> {
			context.getBean(CacheManager.class).getCache("products");
			CheckResult result = result(checks(context).get(0));
			assertThat(result.findings()).extracting(Finding::code).containsExactly("cache.no-statistics");
		});
	}

	@Test
	void saysOfSingleCachesWhatIsExpected() {
		this.contextRunner
			.withPropertyValues("spring.cache.caffeine.spec=expireAfterWrite=60s",
					"selftest.check.cache.caches.products.response-max-age=10s",
					"selftest.check.cache.caches.products.max-staleness=1m")
			.run((context) -> assertThat(result(checks(context).get(0)).findings()).extracting(Finding::code)
				.containsExactly("cache.staleness"));
	}

	@Test
	void asksOtherKindsForTheAgeOfResponses() {
		ResponseLifetimes seen = (resource) -> resource.equals("product") ? Optional.of(Duration.ofSeconds(10))
				: Optional.empty();
		this.contextRunner.withBean(ResponseLifetimes.class, () -> seen)
			.withPropertyValues("spring.cache.caffeine.spec=expireAfterWrite=60s",
					"selftest.check.cache.caches.products.http-cache-resources=product")
			.run((context) -> assertThat(result(checks(context).get(0)).measurements())
				.filteredOn((measurement) -> measurement.name().equals("worstStaleness"))
				.extracting(Measurement::value)
				.containsExactly(70.0));
	}

	@Test
	void timesTheLoadsOfSynchronisedMethodsAndSaysOfOthersThatItCannot() {
		this.contextRunner.withUserConfiguration(Shop.class)
			.withPropertyValues("spring.cache.cache-names=products,prices", "spring.cache.caffeine.spec=recordStats")
			.run((context) -> {
				List<Check> checks = checks(context);
				Catalogue catalogue = context.getBean(Catalogue.class);
				for (int i = 0; i < 20; i++) {
					assertThat(catalogue.product(i) + catalogue.price(i)).isEqualTo("product %1$dprice %1$d", i);
				}
				assertThat(codes(checks, "cacheProducts")).contains("cache.load-time")
					.doesNotContain("cache.load-untimed");
				assertThat(codes(checks, "cachePrices")).contains("cache.load-untimed")
					.doesNotContain("cache.load-time");
			});
	}

	private static List<String> codes(List<Check> checks, String id) throws Exception {
		Check check = checks.stream().filter((one) -> one.definition().id().equals(id)).findFirst().orElseThrow();
		return result(check).findings().stream().map(Finding::code).toList();
	}

	@Test
	void leavesOutWhatIsExcluded() {
		this.contextRunner.withPropertyValues("selftest.check.cache.exclude=products")
			.run((context) -> assertThat(ids(context)).isEmpty());
	}

	@Test
	void putsNothingIntoACacheUnasked() {
		this.contextRunner.run((context) -> {
			result(checks(context).get(0));
			assertThat(products(context).getNativeCache()).extracting((cache) -> ((Cache<?, ?>) cache).estimatedSize())
				.isEqualTo(0L);
		});
	}

	@Test
	void putsReadsAndEvictsAnEntryWhereThatIsAllowed() {
		this.contextRunner.withPropertyValues("selftest.check.cache.caches.products.probe-key=selftest:probe")
			.run((context) -> {
				Check probe = checks(context).get(1);
				assertThat(probe.definition().id()).isEqualTo("cacheProbeProducts");
				assertThat(probe.definition().groups()).containsExactly("deep");
				assertThat(result(probe).findings()).extracting(Finding::code).containsExactly("cache.probe");
				assertThat(result(probe).measurements()).hasSize(3);
			});
	}

	@Test
	void leavesAnEntryOfSomebodyElseAlone() {
		this.contextRunner.withPropertyValues("selftest.check.cache.caches.products.probe-key=1").run((context) -> {
			products(context).put("1", "mine");
			assertThat(result(checks(context).get(1)).findings()).extracting(Finding::code)
				.containsExactly("cache.probe-key-taken");
			assertThat(products(context).get("1", String.class)).isEqualTo("mine");
		});
	}

	@Test
	void failsWhenACacheLosesWhatWasPut() {
		this.contextRunner
			.withPropertyValues("spring.cache.type=none",
					"selftest.check.cache.caches.products.probe-key=selftest:probe")
			.run((context) -> {
				context.getBean(CacheManager.class).getCache("products");
				CheckResult result = result(checks(context).get(1));
				assertThat(result.status()).isEqualTo(Status.FAIL);
				assertThat(result.findings()).extracting(Finding::code).containsExactly("cache.probe-lost");
			});
	}

	@Test
	void failsWhenACacheThrows() {
		this.plain.withUserConfiguration(Throwing.class)
			.withPropertyValues("selftest.check.cache.caches.broken.probe-key=selftest:probe")
			.run((context) -> {
				CheckResult result = result(checks(context).get(1));
				assertThat(result.status()).isEqualTo(Status.FAIL);
				assertThat(result.findings().get(0).message())
					.isEqualTo("Cache 'broken' threw java.lang.IllegalStateException");
			});
	}

	@Test
	void backsOffWhenDisabled() {
		this.contextRunner.withPropertyValues("selftest.check.cache.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(CacheChecks.class));
	}

	@Test
	void isNotThereWithoutAnyCache() {
		this.plain.run((context) -> assertThat(context).doesNotHaveBean(CacheChecks.class));
	}

	@Test
	void looksAtOtherCachesWithoutCaffeine() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("com.github.benmanes.caffeine")).run((context) -> {
			assertThat(context).doesNotHaveBean("selfTestCaffeineReader");
			assertThat(ids(context)).containsExactly("cacheProducts");
			assertThat(result(checks(context).get(0)).findings()).extracting(Finding::code)
				.containsExactly("cache.no-statistics");
		});
	}

	@Test
	void refusesLimitsThatContradictEachOther() {
		this.contextRunner.withPropertyValues("selftest.check.cache.caches.products.fail-below=0.8")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(SelfTestConfigurationException.class)
				.hasMessageContaining("selftest.check.cache.caches.products.fail-below"));
	}

	private static org.springframework.cache.Cache products(ApplicationContext context) {
		return Objects.requireNonNull(context.getBean(CacheManager.class).getCache("products"));
	}

	private static Verdict run(ApplicationContext context) throws Exception {
		Engine engine = context.getBean(Engine.class);
		AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
		await().until(() -> engine.check("cacheProducts").isPresent());
		return engine.run("continuous", Duration.ZERO).get(30, TimeUnit.SECONDS);
	}

	private static List<Check> checks(ApplicationContext context) {
		return List.copyOf(context.getBean(CacheChecks.class).checks());
	}

	private static List<String> ids(ApplicationContext context) {
		return checks(context).stream().map((check) -> check.definition().id()).toList();
	}

	private static CheckResult result(Check check) throws Exception {
		return check.run(TestCheckContext.of(check.definition()));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching
	static class WithCaching {

	}

	@Configuration(proxyBeanMethods = false)
	static class CacheBeans {

		@Bean
		Cache<String, String> prices() {
			return Caffeine.newBuilder().build();
		}

		@Bean
		AsyncCache<String, String> rates() {
			return Caffeine.newBuilder().buildAsync();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Shop {

		@Bean
		Catalogue catalogue() {
			return new CachedCatalogue();
		}

	}

	interface Catalogue {

		String product(int id);

		String price(int id);

	}

	static class CachedCatalogue implements Catalogue {

		@Override
		@Cacheable(cacheNames = "products", sync = true)
		public String product(int id) {
			return "product " + id;
		}

		@Override
		@Cacheable("prices")
		public String price(int id) {
			return "price " + id;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyBeans {

		@Bean
		@Lazy
		CacheManager lazyManager() {
			return new ConcurrentMapCacheManager("lazy");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ManyManagers {

		@Bean
		CaffeineCacheManager first() {
			return new CaffeineCacheManager("products");
		}

		@Bean
		CacheManager second() {
			return new ConcurrentMapCacheManager("products");
		}

		@Bean
		CacheManager all(CaffeineCacheManager first) {
			CompositeCacheManager all = new CompositeCacheManager(first, new ConcurrentMapCacheManager("own"));
			all.setFallbackToNoOpCache(true);
			return all;
		}

		@Bean
		CacheManager transactional(CaffeineCacheManager first) {
			return new TransactionAwareCacheManagerProxy(first);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Throwing {

		@Bean
		CacheManager manager() {
			SimpleCacheManager manager = new SimpleCacheManager();
			manager.setCaches(List.of(new ConcurrentMapCache("broken", new FullMap(), false)));
			return manager;
		}

	}

	private static final class FullMap extends ConcurrentHashMap<Object, Object> {

		private static final long serialVersionUID = 1L;

		@Override
		public Object put(Object key, Object value) {
			throw new IllegalStateException("full of secrets");
		}

	}

}
