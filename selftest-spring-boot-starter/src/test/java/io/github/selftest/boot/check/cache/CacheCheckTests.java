package io.github.selftest.boot.check.cache;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.cache.support.NoOpCache;

import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.Severity;
import io.github.selftest.api.Status;
import io.github.selftest.boot.check.ResponseLifetimes;
import io.github.selftest.boot.check.TestCheckContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class CacheCheckTests {

	private final AtomicLong nanos = new AtomicLong();

	@Test
	void passesWhenMostReadsHit() {
		Cache<Integer, String> cache = Caffeine.newBuilder().maximumSize(100).recordStats().build();
		CacheCheck check = check(cache, limits(null, null));
		cache.put(1, "one");
		read(cache, 1, 90);
		read(cache, 2, 10);
		CheckResult result = run(check);
		assertThat(result.status()).isEqualTo(Status.PASS);
		assertThat(finding(result, "cache.hit-ratio").message())
			.isEqualTo("Cache 'products' answered 90.0 % of 100 reads in the last 60 s");
		assertThat(finding(result, "cache.size").message()).isEqualTo("Cache 'products' holds 1 of at most 100");
		assertThat(result.measurements().get(0).name()).isEqualTo("hitRatio");
		assertThat(value(result, "hitRatio")).isEqualTo(0.9);
	}

	@Test
	void warnsAndFailsWhenTooFewReadsHit() {
		Cache<Integer, String> cache = Caffeine.newBuilder().recordStats().build();
		CacheCheck check = check(cache, limits(null, null));
		cache.put(1, "one");
		read(cache, 1, 65);
		read(cache, 2, 35);
		CheckResult warned = run(check);
		assertThat(warned.status()).isEqualTo(Status.WARN);
		assertThat(finding(warned, "cache.hit-ratio")).extracting(Finding::observed, Finding::expected)
			.containsExactly("65.0 %", "at least 70.0 %");
		read(cache, 2, 30);
		CheckResult failed = run(check);
		assertThat(failed.status()).isEqualTo(Status.FAIL);
		assertThat(finding(failed, "cache.hit-ratio")).extracting(Finding::observed, Finding::expected)
			.containsExactly("50.0 %", "at least 60.0 %");
	}

	@Test
	void judgesWhatHappenedWithinTheWindowAlone() {
		Cache<Integer, String> cache = Caffeine.newBuilder().recordStats().build();
		read(cache, 1, 10_000);
		CacheCheck check = check(cache, limits(null, null));
		cache.put(1, "one");
		read(cache, 1, 100);
		assertThat(value(run(check), "hitRatio")).isEqualTo(1);
		for (int i = 0; i < 11; i++) {
			run(check);
		}
		assertThat(run(check).status()).isEqualTo(Status.INCONCLUSIVE);
	}

	@Test
	void isInconclusiveWithTooFewReads() {
		Cache<Integer, String> cache = Caffeine.newBuilder().recordStats().build();
		CacheCheck check = check(cache, limits(null, null));
		read(cache, 1, 99);
		CheckResult result = run(check);
		assertThat(result.status()).isEqualTo(Status.INCONCLUSIVE);
		assertThat(finding(result, "cache.few-samples")).extracting(Finding::observed, Finding::expected)
			.containsExactly("99 reads", "at least 100");
	}

	@Test
	void namesACacheThatDoesNotCount() {
		CheckResult result = run(check(Caffeine.newBuilder().build(), limits(null, null)));
		assertThat(result.status()).isEqualTo(Status.INCONCLUSIVE);
		assertThat(finding(result, "cache.no-statistics").remedy()).contains("recordStats");
	}

	@Test
	void namesAMapAndACacheThatIsOffAndOneOfAnotherLibrary() {
		assertThat(remedy(new ConcurrentHashMap<>())).contains("Caffeine");
		assertThat(remedy(new NoOpCache("products"))).contains("spring.cache.type");
		assertThat(remedy("a cache of another library")).contains("its own statistics");
	}

	@Test
	void warnsWhenAFullCacheThrowsOutTooMuch() {
		Cache<Integer, String> cache = Caffeine.newBuilder()
			.maximumSize(10)
			.executor(Runnable::run)
			.recordStats()
			.build();
		CacheCheck check = check(cache, limits(null, null));
		for (int i = 0; i < 200; i++) {
			assertThat(cache.get(i, String::valueOf)).isNotNull();
			read(cache, i, 5);
		}
		CheckResult result = run(check);
		assertThat(finding(result, "cache.too-small").status()).isEqualTo(Status.WARN);
		assertThat(finding(result, "cache.too-small").expected()).isEqualTo("at most 0.10 evictions for each read");
		assertThat(value(result, "evictions")).isBetween(150.0, 200.0);
	}

	@Test
	void doesNotTakeWhatExpiresInACacheWithRoomForTooSmall() {
		AtomicLong ticks = new AtomicLong();
		Cache<Integer, String> cache = Caffeine.newBuilder()
			.maximumSize(1000)
			.expireAfterWrite(Duration.ofSeconds(1))
			.ticker(ticks::get)
			.executor(Runnable::run)
			.recordStats()
			.build();
		CacheCheck check = check(cache, limits(null, null));
		for (int i = 0; i < 200; i++) {
			cache.put(i, "entry");
			read(cache, i, 1);
		}
		ticks.addAndGet(Duration.ofSeconds(2).toNanos());
		cache.cleanUp();
		CheckResult result = run(check);
		assertThat(value(result, "evictions")).isEqualTo(200);
		assertThat(result.status()).isEqualTo(Status.PASS);
	}

	@Test
	void countsWeightAgainstAMaximumWeight() {
		Cache<Integer, String> cache = Caffeine.newBuilder()
			.maximumWeight(100)
			.executor(Runnable::run)
			.weigher((Integer key, String value) -> value.length())
			.recordStats()
			.build();
		CacheCheck check = check(cache, limits(null, null));
		cache.put(1, "x".repeat(30));
		read(cache, 1, 100);
		assertThat(finding(run(check), "cache.size").message()).isEqualTo("Cache 'products' holds 30 of at most 100");
	}

	@Test
	void tellsWhatALoadCostsAndAHitDoesNot() {
		CheckResult result = loads(Duration.ofMillis(200), Duration.ofNanos(1000));
		assertThat(result.status()).isEqualTo(Status.PASS);
		assertThat(value(result, "loadTime")).isEqualTo(200);
		assertThat(value(result, "readTime")).isEqualTo(0.001);
		assertThat(value(result, "speedup")).isEqualTo(200_000);
		assertThat(finding(result, "cache.load-time").message())
			.isEqualTo("Cache 'products' answers in 1000 ns what takes 200.00 ms to load");
	}

	@Test
	void warnsWhenAHitIsHardlyFasterThanALoad() {
		assertThat(finding(loads(Duration.ofNanos(10_000), Duration.ofNanos(1000)), "cache.load-time"))
			.extracting(Finding::status, Finding::observed, Finding::expected)
			.containsExactly(Status.WARN, "10 times as fast", "at least 40 times as fast");
	}

	@Test
	void timesTheLoadsAndReadsOfCaffeine() {
		LoadingCache<Integer, String> cache = Caffeine.newBuilder().recordStats().build((key) -> "loaded");
		CacheCheck check = new CacheCheck("cacheProducts", found(cache, steps(50_000)), limits(null, null),
				Duration.ofMinutes(10), this.nanos::get);
		for (int i = 0; i < 200; i++) {
			assertThat(cache.get(i % 20)).isNotNull();
		}
		CheckResult result = run(check);
		assertThat(value(result, "readTime")).isEqualTo(0.001);
		assertThat(value(result, "loadTime")).isPositive();
	}

	@Test
	void timesAnotherEntryWhereThatBeingReadIsEvicted() {
		LoadingCache<Integer, String> cache = Caffeine.newBuilder().recordStats().build((key) -> "loaded");
		CacheCheck check = check(cache, new CaffeineReader(evictingOnce(cache)), limits(null, null));
		for (int i = 0; i < 200; i++) {
			load(cache, i % 20);
		}
		assertThat(run(check).findings()).extracting(Finding::code).contains("cache.load-time");
		assertThat(cache.asMap()).hasSize(19);
	}

	/** A clock with which the entry that is timed goes away. */
	private static LongSupplier evictingOnce(Cache<Integer, String> cache) {
		AtomicLong time = new AtomicLong();
		return () -> {
			if (time.addAndGet(1_000) == 1_000) {
				cache.asMap().remove(cache.asMap().keySet().iterator().next());
			}
			return time.get();
		};
	}

	@Test
	void saysNothingOfLoadsThatTheCacheHasNotTimed() {
		Cache<Integer, String> cache = Caffeine.newBuilder().recordStats().build();
		CacheCheck check = check(cache, limits(null, null));
		cache.put(1, "put by somebody else");
		read(cache, 1, 100);
		assertThat(run(check).findings()).extracting(Finding::code).containsExactly("cache.hit-ratio");
	}

	@Test
	void saysThatLoadsAreNotTimedWhereOthersPutWhatWasMissing() {
		Cache<Integer, String> cache = Caffeine.newBuilder().recordStats().build();
		CacheCheck check = check(cache, limits(null, null));
		cache.put(1, "one");
		read(cache, 1, 90);
		read(cache, 2, 10);
		CheckResult result = run(check);
		assertThat(result.status()).isEqualTo(Status.PASS);
		assertThat(finding(result, "cache.load-untimed").remedy()).contains("sync = true");
		CacheCheck expectsNothing = check(cache, new CacheLimits(100, 0, 0, 0, 1, 0.01, 0.02, age(null), null));
		read(cache, 2, 10);
		assertThat(run(expectsNothing).findings()).extracting(Finding::code).doesNotContain("cache.load-untimed");
	}

	@Test
	void failsWhenLoadsFail() {
		LoadingCache<Integer, String> cache = Caffeine.newBuilder().recordStats().build((key) -> {
			if (key % 4 == 0) {
				throw new IllegalStateException("no such thing");
			}
			return "loaded";
		});
		CacheCheck check = check(cache, new CacheLimits(100, 0, 0, 0, 1, 0.01, 0.02, age(null), null));
		for (int i = 0; i < 200; i++) {
			load(cache, i);
		}
		CheckResult result = run(check);
		assertThat(result.status()).isEqualTo(Status.FAIL);
		assertThat(finding(result, "cache.load-failures")).extracting(Finding::observed, Finding::expected)
			.containsExactly("25.0 %", "at most 2.0 %");
		assertThat(finding(result, "cache.load-failures").message()).doesNotContain("no such thing");
	}

	@Test
	void warnsOfOneLoadThatFailedAmongFew() {
		LoadingCache<Integer, String> cache = Caffeine.newBuilder().recordStats().build((key) -> {
			throw new IllegalStateException();
		});
		CacheCheck check = check(cache, limits(null, null));
		load(cache, 1);
		CheckResult result = run(check);
		assertThat(result.status()).isEqualTo(Status.WARN);
		assertThat(result.findings()).extracting(Finding::code).containsExactly("cache.load-failures");
	}

	@Test
	void addsUpTheAgeOfTheEntryAndOfTheResponse() {
		Cache<Integer, String> cache = Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(60)).build();
		CheckResult result = run(check(cache, limits(Duration.ofSeconds(10), Duration.ofSeconds(60))));
		assertThat(result.status()).isEqualTo(Status.WARN);
		assertThat(finding(result, "cache.staleness")).extracting(Finding::observed, Finding::expected)
			.containsExactly("70 s", "at most 60 s");
		assertThat(value(result, "worstStaleness")).isEqualTo(70);
		assertThat(finding(run(check(cache, limits(Duration.ofSeconds(10), Duration.ofSeconds(70)))), "cache.staleness")
			.status()).isEqualTo(Status.PASS);
	}

	@Test
	void addsUpWhatWasSeenOfTheResourcesThatAreMadeOfIt() {
		Map<String, Duration> seen = new HashMap<>(Map.of("product", Duration.ofSeconds(10)));
		CacheCheck check = check(keepingForAMinute(),
				limitsOfSeen((resource) -> Optional.ofNullable(seen.get(resource)), Duration.ofSeconds(80)));
		assertThat(finding(run(check), "cache.staleness-unknown"))
			.extracting(Finding::status, (finding) -> finding.message().endsWith("may keep resource 'offer'"))
			.containsExactly(Status.INCONCLUSIVE, true);
		seen.put("offer", Duration.ofSeconds(20));
		assertThat(finding(run(check), "cache.staleness"))
			.extracting(Finding::status, (finding) -> finding.message().contains("20 s as 'max-age'"))
			.containsExactly(Status.PASS, true);
		seen.put("offer", Duration.ofSeconds(21));
		assertThat(finding(run(check), "cache.staleness")).extracting(Finding::status, Finding::observed)
			.containsExactly(Status.WARN, "81 s");
	}

	@Test
	void warnsOfWhatIsTooOldAlreadyWhereTheRestIsNotKnown() {
		ResponseLifetimes seen = (resource) -> resource.equals("product") ? Optional.of(Duration.ofSeconds(30))
				: Optional.empty();
		CheckResult result = run(check(keepingForAMinute(), limitsOfSeen(seen, Duration.ofSeconds(80))));
		assertThat(result.status()).isEqualTo(Status.WARN);
		assertThat(finding(result, "cache.staleness").message()).contains("90 s old, or older");
		assertThat(result.measurements()).extracting(Measurement::name).doesNotContain("worstStaleness");
	}

	@Test
	void saysNothingOfAgeThatIsNeitherSeenNorLimited() {
		CheckResult result = run(check(keepingForAMinute(), limitsOfSeen((resource) -> Optional.empty(), null)));
		assertThat(result.findings()).extracting(Finding::code).containsExactly("cache.no-statistics");
	}

	@Test
	void claimsNoAgeOfTheResponseThatNobodyHasNamed() {
		CheckResult result = run(check(keepingForAMinute(), limits(null, Duration.ofSeconds(60))));
		assertThat(finding(result, "cache.staleness").message()).contains("60 s old, or older");
		assertThat(result.measurements()).extracting(Measurement::name).doesNotContain("worstStaleness");
	}

	@Test
	void warnsWhereNothingBoundsTheAgeOfAnEntry() {
		Cache<Integer, String> cache = Caffeine.newBuilder().expireAfterAccess(Duration.ofSeconds(5)).build();
		assertThat(finding(run(check(cache, limits(null, Duration.ofSeconds(60)))), "cache.staleness").remedy())
			.contains("expireAfterWrite");
	}

	@Test
	void leavesNoTraceInWhatItLooksAt() {
		Cache<Integer, String> cache = Caffeine.newBuilder().maximumSize(10).recordStats().build();
		cache.put(1, "one");
		CacheCheck check = check(cache, limits(null, null));
		for (int i = 0; i < 5; i++) {
			run(check);
		}
		assertThat(cache.stats().requestCount()).isZero();
		assertThat(check.definition().severity()).isEqualTo(Severity.DEGRADING);
	}

	private static CheckResult loads(Duration load, Duration read) {
		CacheCounts counts = new CacheCounts(80, 20, 0, 20, 0, 20 * load.toNanos());
		CacheReport report = new CacheReport();
		new LoadRule().judge(new CacheView("products", new CacheFacts(counts, "", 20L, null, null, read), counts,
				Duration.ofMinutes(1), limits(null, null)), report);
		return report.result();
	}

	private String remedy(Object source) {
		FoundCache cache = new FoundCache("cacheManager", "products", source, null, new SpringCacheReader());
		CheckResult result = run(
				new CacheCheck("cacheProducts", cache, limits(null, null), Duration.ofMinutes(10), this.nanos::get));
		assertThat(result.status()).isEqualTo(Status.INCONCLUSIVE);
		String remedy = finding(result, "cache.no-statistics").remedy();
		assertThat(remedy).isNotNull();
		return (remedy != null) ? remedy : "";
	}

	private CheckResult run(CacheCheck check) {
		this.nanos.addAndGet(Duration.ofSeconds(60).toNanos());
		return check.run(TestCheckContext.of(check.definition()));
	}

	private CacheCheck check(Cache<?, ?> cache, CacheLimits limits) {
		return check(cache, new CaffeineReader(System::nanoTime), limits);
	}

	private CacheCheck check(Cache<?, ?> cache, CaffeineReader reader, CacheLimits limits) {
		return new CacheCheck("cacheProducts", found(cache, reader), limits, Duration.ofMinutes(10), this.nanos::get);
	}

	private static FoundCache found(Cache<?, ?> cache, CaffeineReader reader) {
		return new FoundCache("cacheManager", "products", cache, null, reader);
	}

	/** Time that passes while it is read, as much each time. */
	private static CaffeineReader steps(long nanos) {
		AtomicLong time = new AtomicLong();
		return new CaffeineReader(() -> time.addAndGet(nanos));
	}

	private static CacheLimits limits(@Nullable Duration responseMaxAge, @Nullable Duration maxStaleness) {
		return new CacheLimits(100, 0.7, 0.6, 40, 0.1, 0.01, 0.02, age(responseMaxAge), maxStaleness);
	}

	private static ResponseAge age(@Nullable Duration declared) {
		return ResponseAge.of(declared, Set.of(), (resource) -> Optional.empty());
	}

	private static CacheLimits limitsOfSeen(ResponseLifetimes seen, @Nullable Duration maxStaleness) {
		return new CacheLimits(100, 0.7, 0.6, 40, 0.1, 0.01, 0.02,
				ResponseAge.of(null, Set.of("product", "offer"), seen), maxStaleness);
	}

	private static Cache<Integer, String> keepingForAMinute() {
		return Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(60)).build();
	}

	private static void read(Cache<Integer, String> cache, int key, int times) {
		for (int i = 0; i < times; i++) {
			boolean hit = cache.getIfPresent(key) != null;
			assertThat(hit).isEqualTo(cache.asMap().containsKey(key));
		}
	}

	private static void load(LoadingCache<Integer, String> cache, int key) {
		if (catchThrowable(() -> cache.get(key)) instanceof Error error) {
			throw error;
		}
	}

	private static Finding finding(CheckResult result, String code) {
		List<Finding> found = result.findings().stream().filter((finding) -> finding.code().equals(code)).toList();
		assertThat(found).as(result.toString()).hasSize(1);
		return found.get(0);
	}

	private static double value(CheckResult result, String name) {
		return result.measurements()
			.stream()
			.filter((measurement) -> measurement.name().equals(name))
			.mapToDouble(Measurement::value)
			.findFirst()
			.orElseThrow();
	}

}
