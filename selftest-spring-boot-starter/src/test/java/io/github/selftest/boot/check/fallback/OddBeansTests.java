package io.github.selftest.boot.check.fallback;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;
import io.github.selftest.api.fallback.ProveFallback;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Beans that are not simply objects of a class behind one proxy.
 */
class OddBeansTests {

	private static final AtomicInteger ENTERED = new AtomicInteger();

	@BeforeEach
	void forget() {
		ENTERED.set(0);
	}

	@Test
	void entersNoMethodToProveIt() {
		run((context) -> {
			for (String proof : new String[] { "Sub.get", "Contracted.ask", "Client.ask", "Scoped.ask", "Lazied.ask",
					"Made.ask" }) {
				String id = new CheckIds().of("fallbackProof", proof);
				assertThat(Resilience.run(context, id).status()).as(id).isEqualTo(Status.PASS);
			}
			assertThat(ENTERED).hasValue(0);
		});
	}

	@Test
	void entersNoMethodWhereThereIsNoAdvisorToFailIt() {
		Resilience.withoutAspects(Sub.class)
			.withPropertyValues("selftest.check.fallback.proof.enabled=true")
			.run((context) -> {
				assertThat(Resilience.run(context, "fallbackProofSubGet").findings()).extracting(Finding::code)
					.containsExactly("fallback.proof-not-reached");
				assertThat(ENTERED).hasValue(0);
			});
	}

	@Test
	void entersNoMethodThatGoesToAnotherThreadFirst() {
		Resilience.service(Away.class)
			.withUserConfiguration(WithAsync.class)
			.withPropertyValues("selftest.check.fallback.proof.enabled=true")
			.run((context) -> {
				assertThat(Resilience.run(context, "fallbackProofAwayAsk").findings()).extracting(Finding::code)
					.containsExactly("fallback.proof-not-reached");
				assertThat(Resilience.run(context, "fallbackProofAwayHere").status()).isEqualTo(Status.PASS);
			});
		assertThat(ENTERED).as("after the executor has ended").hasValue(0);
	}

	@Test
	void countsFallbacksOfAClientThatIsNothingButAProxyByItsInterface() {
		run((context) -> {
			context.getBean(CircuitBreakerRegistry.class).circuitBreaker("client").transitionToOpenState();
			assertThat(context.getBean(Client.class).ask()).isEqualTo("cached");
			assertThat(context.getBean(FallbackTallies.class).find("Client.ask").orElseThrow().succeededCount())
				.isOne();
		});
	}

	@Test
	void seesWhatIsRecordedByAnInstanceThatTheProofCreates() {
		run((context) -> {
			assertThat(context.getBean(CircuitBreakerRegistry.class).find("ofClass")).isEmpty();
			assertThat(Resilience.run(context, "fallbackProofOfClassOne").findings()).extracting(Finding::code)
				.contains("fallback.isolation");
		});
	}

	@Test
	void findsAFallbackThatTheAnnotationOfItsClassGuardsToo() {
		run((context) -> {
			assertThat(Resilience.run(context, "fallbackInventory").findings())
				.filteredOn((finding) -> finding.code().equals("fallback.guarded-itself"))
				.singleElement()
				.satisfies((finding) -> assertThat(finding.message()).startsWith("Fallback 'OfClass.cached' is"));
		});
	}

	private static void run(ContextConsumer<AssertableApplicationContext> test) {
		Resilience.service(Sub.class, OfClass.class, Contracted.class)
			.withUserConfiguration(Beans.class)
			.withPropertyValues("selftest.check.fallback.proof.enabled=true")
			.run(test);
	}

	private static String enter() {
		ENTERED.incrementAndGet();
		return "real";
	}

	public abstract static class Base<T> {

		@CircuitBreaker(name = "sub", fallbackMethod = "cached")
		@ProveFallback(arguments = "5")
		public T get(T key) {
			enter();
			return key;
		}

		public T cached(T key, Throwable thrown) {
			return key;
		}

	}

	public static class Sub extends Base<String> {

	}

	@CircuitBreaker(name = "ofClass", fallbackMethod = "cached")
	public static class OfClass {

		@ProveFallback
		public String one() {
			return enter();
		}

		public String cached(Throwable thrown) {
			return "cached";
		}

	}

	public interface Contract {

		@CircuitBreaker(name = "contract", fallbackMethod = "cached")
		@ProveFallback
		default String ask() {
			return enter();
		}

		default String cached(Throwable thrown) {
			return "cached";
		}

	}

	public static class Contracted implements Contract {

	}

	public interface Client {

		@CircuitBreaker(name = "client", fallbackMethod = "cached")
		@ProveFallback
		String ask();

		default String cached(Throwable thrown) {
			return "cached";
		}

	}

	public static class Scoped {

		@CircuitBreaker(name = "scoped", fallbackMethod = "cached")
		@ProveFallback
		public String ask() {
			return enter();
		}

		public String cached(Throwable thrown) {
			return "cached";
		}

	}

	public static class Lazied {

		@CircuitBreaker(name = "lazied", fallbackMethod = "cached")
		@ProveFallback
		public String ask() {
			return enter();
		}

		public String cached(Throwable thrown) {
			return "cached";
		}

	}

	public static class Away {

		@Async
		@CircuitBreaker(name = "away", fallbackMethod = "cached")
		@ProveFallback
		public CompletableFuture<String> ask() {
			return CompletableFuture.completedFuture(enter());
		}

		@CircuitBreaker(name = "away", fallbackMethod = "cached")
		@ProveFallback
		public CompletableFuture<String> here() {
			return CompletableFuture.completedFuture(enter());
		}

		public CompletableFuture<String> cached(Throwable thrown) {
			return CompletableFuture.completedFuture("cached");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync(proxyTargetClass = true)
	static class WithAsync {

		@Bean
		ThreadPoolTaskExecutor executor() {
			ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
			executor.setWaitForTasksToCompleteOnShutdown(true);
			return executor;
		}

	}

	public static class Made {

		@CircuitBreaker(name = "made", fallbackMethod = "cached")
		@ProveFallback
		public String ask() {
			return enter();
		}

		public String cached(Throwable thrown) {
			return "cached";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Beans {

		@Bean
		Client client() {
			return (Client) Proxy.newProxyInstance(Client.class.getClassLoader(), new Class<?>[] { Client.class },
					(proxy, method, arguments) -> method.isDefault()
							? InvocationHandler.invokeDefault(proxy, method, arguments) : enter());
		}

		@Bean
		@Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
		Scoped scoped() {
			return new Scoped();
		}

		@Bean
		@Lazy
		Lazied lazied() {
			return new Lazied();
		}

		@Bean
		FactoryBean<Made> made() {
			return new FactoryBean<>() {

				@Override
				public Made getObject() {
					return new Made();
				}

				@Override
				public Class<?> getObjectType() {
					return Made.class;
				}

			};
		}

	}

}
