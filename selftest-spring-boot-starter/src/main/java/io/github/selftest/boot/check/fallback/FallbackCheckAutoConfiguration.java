package io.github.selftest.boot.check.fallback;

import java.util.HashSet;
import java.util.List;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.bulkhead.ThreadPoolBulkhead;
import io.github.resilience4j.bulkhead.ThreadPoolBulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.Registry;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.spring6.fallback.FallbackDecorator;
import io.github.resilience4j.spring6.spelresolver.SpelResolver;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

import io.github.selftest.api.fallback.FallbackProbe;
import io.github.selftest.boot.check.ConditionalOnCheck;
import io.github.selftest.boot.check.Counts;
import io.github.selftest.boot.touched.TouchedBeans;

/**
 * Auto-configuration for kind {@code fallback}. Each part of Resilience4j is looked for
 * on its own, as Spring Cloud brings some of them only.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = FallbackCountsAutoConfiguration.class,
		afterName = { "io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration",
				"io.github.resilience4j.springboot.retry.autoconfigure.RetryAutoConfiguration",
				"io.github.resilience4j.springboot.bulkhead.autoconfigure.BulkheadAutoConfiguration",
				"io.github.resilience4j.springboot.ratelimiter.autoconfigure.RateLimiterAutoConfiguration",
				"io.github.resilience4j.springboot.timelimiter.autoconfigure.TimeLimiterAutoConfiguration" })
@ConditionalOnClass(Registry.class)
@ConditionalOnCheck("fallback")
@EnableConfigurationProperties(FallbackCheckProperties.class)
public final class FallbackCheckAutoConfiguration {

	@Bean
	FallbackScan selfTestFallbackScan(ConfigurableListableBeanFactory beans, Environment environment,
			ObjectProvider<Instances> instances) {
		return new FallbackScan(beans, environment, instances.orderedStream().toList());
	}

	@Bean
	@ConditionalOnMissingBean(name = "selfTestFallbackChecks")
	FallbackChecks selfTestFallbackChecks(FallbackScan selfTestFallbackScan, ConfigurableListableBeanFactory beans,
			ObjectProvider<Lint> lints, ObjectProvider<InstanceChecks> perInstance, ObjectProvider<FallbackUse> use,
			ObjectProvider<Proofs> proofs, ObjectProvider<IsolationGuard> guard, FallbackCheckProperties properties,
			Environment environment) {
		FallbackInventoryCheck inventory = new FallbackInventoryCheck(selfTestFallbackScan::look,
				lints.orderedStream().toList(), properties.proof().enabled());
		return new FallbackChecks(selfTestFallbackScan, inventory, perInstance.orderedStream().toList(),
				use.getIfAvailable(), proofs.getIfAvailable(), guard.getIfAvailable(),
				ProofSwitch.requests(properties.proof(), environment));
	}

	@Bean
	NanoTime selfTestFallbackTime() {
		return System::nanoTime;
	}

	@Bean
	Lint selfTestFallbackMethodLint() {
		return new FallbackMethodLint();
	}

	@Bean
	Lint selfTestInstanceLint() {
		return new InstanceLint();
	}

	@Bean
	Lint selfTestReachLint(ConfigurableListableBeanFactory beans) {
		return new ReachLint(new BeanTypes(beans)::isPlain,
				(name) -> ClassUtils.isPresent(name, beans.getBeanClassLoader()));
	}

	@Bean
	Lint selfTestUnmanagedLint(ConfigurableListableBeanFactory beans, FallbackScan selfTestFallbackScan) {
		return (inventory) -> {
			List<String> packages = AutoConfigurationPackages.has(beans) ? AutoConfigurationPackages.get(beans)
					: List.of();
			return new UnmanagedLint(packages, new HashSet<>(selfTestFallbackScan.types().values())).look(inventory);
		};
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(CircuitBreakerRegistry.class)
	static class Breakers {

		@Bean
		Instances selfTestBreakerInstances(ObjectProvider<CircuitBreakerRegistry> registries) {
			return Instances.of(Protection.CIRCUIT_BREAKER, registries, CircuitBreakerRegistry::getAllCircuitBreakers,
					CircuitBreaker::getName, CircuitBreaker::getCircuitBreakerConfig,
					CircuitBreaker::getEventPublisher);
		}

		@Bean
		InstanceChecks selfTestBreakerChecks(Instances selfTestBreakerInstances, FallbackCheckProperties properties) {
			return new BreakerChecks(selfTestBreakerInstances, properties);
		}

		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(TimeLimiterRegistry.class)
		static class BreakerLints {

			@Bean
			Lint selfTestBreakerLint() {
				return new BreakerLint();
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(RetryRegistry.class)
	static class Retries {

		@Bean
		Instances selfTestRetryInstances(ObjectProvider<RetryRegistry> registries) {
			return Instances.of(Protection.RETRY, registries, RetryRegistry::getAllRetries, Retry::getName,
					Retry::getRetryConfig, Retry::getEventPublisher);
		}

		@Bean
		Lint selfTestOrderLint() {
			return new OrderLint();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(BulkheadRegistry.class)
	static class Bulkheads {

		@Bean
		Instances selfTestBulkheadInstances(ObjectProvider<BulkheadRegistry> registries) {
			return Instances.of(Protection.BULKHEAD, registries, BulkheadRegistry::getAllBulkheads, Bulkhead::getName,
					Bulkhead::getBulkheadConfig, Bulkhead::getEventPublisher);
		}

		@Bean
		Instances selfTestThreadPoolBulkheadInstances(ObjectProvider<ThreadPoolBulkheadRegistry> registries) {
			return Instances.of(Protection.THREAD_POOL_BULKHEAD, registries,
					ThreadPoolBulkheadRegistry::getAllBulkheads, ThreadPoolBulkhead::getName,
					ThreadPoolBulkhead::getBulkheadConfig, ThreadPoolBulkhead::getEventPublisher);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(RateLimiterRegistry.class)
	static class RateLimiters {

		@Bean
		Instances selfTestRateLimiterInstances(ObjectProvider<RateLimiterRegistry> registries) {
			return Instances.of(Protection.RATE_LIMITER, registries, RateLimiterRegistry::getAllRateLimiters,
					RateLimiter::getName, RateLimiter::getRateLimiterConfig, RateLimiter::getEventPublisher);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(TimeLimiterRegistry.class)
	static class TimeLimiters {

		@Bean
		Instances selfTestTimeLimiterInstances(ObjectProvider<TimeLimiterRegistry> registries) {
			return Instances.of(Protection.TIME_LIMITER, registries, TimeLimiterRegistry::getAllTimeLimiters,
					TimeLimiter::getName, TimeLimiter::getTimeLimiterConfig, TimeLimiter::getEventPublisher);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(FallbackDecorator.class)
	@ConditionalOnBean(FallbackTallies.class)
	static class Counted {

		@Bean
		FallbackUse selfTestFallbackUse(FallbackTallies selfTestFallbackTallies, FallbackCheckProperties properties,
				ObjectProvider<Counts> counts) {
			FallbackUse use = new FallbackUse(selfTestFallbackTallies, new FallbackRecords(), properties);
			counts.ifAvailable(use::publish);
			return use;
		}

	}

	/**
	 * Alone for requests, which need no aspects.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(ProofSwitch.PROPERTY)
	static class Guarded {

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static ProofInterceptor selfTestProofInterceptor() {
			return new ProofInterceptor();
		}

		@Bean
		IsolationGuard selfTestIsolationGuard(ProofInterceptor selfTestProofInterceptor,
				FallbackScan selfTestFallbackScan, ObjectProvider<Counts> counts) {
			IsolationGuard guard = new IsolationGuard(selfTestProofInterceptor, selfTestFallbackScan);
			counts.ifAvailable((published) -> published.publish("selftest.isolation.violations",
					"Guards shared with users that recorded something of a proof", guard::violations));
			return guard;
		}

	}

	/**
	 * Acts on beans of the host: one interceptor more around what has a proxy already.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(FallbackDecorator.class)
	@ConditionalOnBooleanProperty(ProofSwitch.PROPERTY)
	static class Proven {

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static ProofAdvisor selfTestProofAdvisor(ProofInterceptor selfTestProofInterceptor, Environment environment,
				ConfigurableListableBeanFactory beans) {
			return new ProofAdvisor(selfTestProofInterceptor, environment, beans);
		}

		@Bean
		TouchedBeans selfTestTouchedFallbacks(ConfigurableListableBeanFactory beans,
				FallbackScan selfTestFallbackScan) {
			return new ProvableBeans(beans, selfTestFallbackScan);
		}

		@Bean
		@ConditionalOnBean({ SpelResolver.class, FallbackTallies.class })
		Proofs selfTestProofs(ConfigurableListableBeanFactory beans, FallbackScan selfTestFallbackScan,
				ProofInterceptor selfTestProofInterceptor, CountingFallbackDecorator selfTestCountingFallbackDecorator,
				FallbackUse selfTestFallbackUse, IsolationGuard selfTestIsolationGuard, SpelResolver names,
				NanoTime time, ObjectProvider<FallbackProbe> probes) {
			return new Proofs(beans, probes,
					new ProofTools(selfTestFallbackScan, selfTestProofInterceptor, selfTestIsolationGuard,
							selfTestCountingFallbackDecorator, names::resolve, selfTestFallbackUse.records(), time));
		}

	}

	/**
	 * Acts on beans of the host: registries that hand out instances which stand before
	 * the real ones.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(FallbackDecorator.class)
	@ConditionalOnBooleanProperty({ ProofSwitch.PROPERTY, ProvableRegistries.PROPERTY })
	@ImportRuntimeHints(ProvableRegistries.Hints.class)
	static class ByHand {

		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(CircuitBreakerRegistry.class)
		static class ProvableBreakers {

			@Bean
			@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
			static ProvableRegistries<CircuitBreaker> selfTestProvableBreakers(
					ProofInterceptor selfTestProofInterceptor) {
				return new ProvableRegistries<>(CircuitBreakerRegistry.class, CircuitBreaker.class,
						(real) -> new ProvableBreaker(real, selfTestProofInterceptor));
			}

		}

		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(RetryRegistry.class)
		static class ProvableRetries {

			@Bean
			@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
			static ProvableRegistries<Retry> selfTestProvableRetries(ProofInterceptor selfTestProofInterceptor) {
				return new ProvableRegistries<>(RetryRegistry.class, Retry.class,
						(real) -> new ProvableRetry(real, selfTestProofInterceptor));
			}

		}

		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(BulkheadRegistry.class)
		static class ProvableBulkheads {

			@Bean
			@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
			static ProvableRegistries<Bulkhead> selfTestProvableBulkheads(ProofInterceptor selfTestProofInterceptor) {
				return new ProvableRegistries<>(BulkheadRegistry.class, Bulkhead.class,
						(real) -> new ProvableBulkhead(real, selfTestProofInterceptor));
			}

		}

		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(RateLimiterRegistry.class)
		static class ProvableRateLimiters {

			@Bean
			@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
			static ProvableRegistries<RateLimiter> selfTestProvableRateLimiters(
					ProofInterceptor selfTestProofInterceptor) {
				return new ProvableRegistries<>(RateLimiterRegistry.class, RateLimiter.class,
						(real) -> new ProvableRateLimiter(real, selfTestProofInterceptor));
			}

		}

		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(TimeLimiterRegistry.class)
		static class ProvableTimeLimiters {

			@Bean
			@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
			static ProvableRegistries<TimeLimiter> selfTestProvableTimeLimiters(
					ProofInterceptor selfTestProofInterceptor) {
				return new ProvableRegistries<>(TimeLimiterRegistry.class, TimeLimiter.class,
						(real) -> new ProvableTimeLimiter(real, selfTestProofInterceptor));
			}

		}

	}

}
