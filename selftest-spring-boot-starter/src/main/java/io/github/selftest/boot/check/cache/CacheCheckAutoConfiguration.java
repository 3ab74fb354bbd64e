package io.github.selftest.boot.check.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

import com.github.benmanes.caffeine.cache.AsyncCache;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cache.CacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

import io.github.selftest.boot.check.ConditionalOnCheck;
import io.github.selftest.boot.check.ResponseLifetimes;

/**
 * Auto-configuration for kind {@code cache}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(afterName = "org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration")
@ConditionalOnCheck("cache")
@Conditional(CacheCheckAutoConfiguration.OnCache.class)
@EnableConfigurationProperties(CacheCheckProperties.class)
public final class CacheCheckAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "selfTestCacheChecks")
	CacheChecks selfTestCacheChecks(ConfigurableListableBeanFactory beans, ObjectProvider<CacheReader> special,
			ObjectProvider<ResponseLifetimes> responses, CacheCheckProperties properties) {
		List<CacheReader> readers = new ArrayList<>(special.orderedStream().toList());
		readers.add(new SpringCacheReader());
		return new CacheChecks(new Caches(beans, readers), properties, longest(responses), nanoTime());
	}

	private static ResponseLifetimes longest(ObjectProvider<ResponseLifetimes> responses) {
		return (resource) -> responses.stream()
			.map((lifetimes) -> lifetimes.longest(resource))
			.flatMap(Optional::stream)
			.max(Duration::compareTo);
	}

	private static LongSupplier nanoTime() {
		return System::nanoTime;
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(AsyncCache.class)
	static class WithCaffeine {

		@Bean
		CaffeineReader selfTestCaffeineReader() {
			return new CaffeineReader(nanoTime());
		}

	}

	/**
	 * Matches where there is anything that may be a cache.
	 */
	static final class OnCache extends AnyNestedCondition {

		OnCache() {
			super(ConfigurationPhase.REGISTER_BEAN);
		}

		@ConditionalOnBean(CacheManager.class)
		static class Managed {

		}

		@ConditionalOnBean(type = "com.github.benmanes.caffeine.cache.Cache")
		static class Caffeine {

		}

		@ConditionalOnBean(type = "com.github.benmanes.caffeine.cache.AsyncCache")
		static class AsyncCaffeine {

		}

	}

}
