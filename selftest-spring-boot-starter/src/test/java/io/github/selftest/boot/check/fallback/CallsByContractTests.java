package io.github.selftest.boot.check.fallback;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.support.GenericApplicationContext;

import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;
import io.github.selftest.api.fallback.FallbackProbe;
import io.github.selftest.api.fallback.ProveFallback;
import io.github.selftest.api.synthetic.SyntheticContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Proofs of beans that are called by an interface with other types than their own, that
 * there are two of, or that another context has.
 */
class CallsByContractTests {

	private static final AtomicInteger ENTERED = new AtomicInteger();

	private final ApplicationContextRunner service = Resilience.service()
		.withUserConfiguration(Beans.class)
		.withPropertyValues("selftest.check.fallback.proof.enabled=true");

	@BeforeEach
	void forget() {
		ENTERED.set(0);
	}

	@Test
	void provesAMethodThatIsCalledByTheBridgeOfAGenericInterface() {
		this.service.withPropertyValues("spring.aop.proxy-target-class=true").run((context) -> {
			assertThat(codes(context, "fallbackProofByContract")).containsExactly("fallback.proof");
			assertThat(codes(context, "fallbackProofShelfFind")).containsExactly("fallback.proof");
			assertThat(ENTERED).hasValue(0);
		});
	}

	@Test
	@SuppressWarnings("unchecked")
	void failsAndEntersNoMethodWhereResilience4jLooksForTheTypesOfTheInterface() {
		this.service.withPropertyValues("spring.aop.proxy-target-class=false").run((context) -> {
			assertThat(AopUtils.isJdkDynamicProxy(context.getBean("shelf"))).isTrue();
			assertThat(codes(context, "fallbackProofByContract")).containsExactly("fallback.proof-not-run");
			assertThat(codes(context, "fallbackProofShelfFind")).containsExactly("fallback.proof-not-reached");
			assertThat(ENTERED).hasValue(0);
			assertThatExceptionOfType(IllegalArgumentException.class).as("no fallback serves users either")
				.isThrownBy(() -> ((Found<String>) context.getBean("shelf")).find("none"));
		});
	}

	@Test
	void provesEachOfTwins() {
		this.service.run((context) -> {
			assertThat(Resilience.run(context, "fallbackProofTwinAsk").status()).isEqualTo(Status.PASS);
			assertThat(Resilience.run(context, "fallbackProofTwinAsk2").status()).isEqualTo(Status.PASS);
			assertThat(ENTERED).hasValue(0);
			assertThat(Resilience.run(context, "fallbackTwins").findings()).extracting(Finding::message)
				.doesNotHaveDuplicates();
		});
	}

	@Test
	void isInconclusiveWhereAnotherContextHasTheBean() {
		GenericApplicationContext parent = new GenericApplicationContext();
		parent.registerBean("elsewhere", Elsewhere.class);
		parent.refresh();
		Resilience.service(ElsewhereProbe.class)
			.withParent(parent)
			.withPropertyValues("selftest.check.fallback.proof.enabled=true")
			.run((context) -> {
				assertThat(Resilience.run(context, "fallbackProofElsewhere").findings()).extracting(Finding::code)
					.containsExactly("fallback.proof-unclear");
				assertThat(ENTERED).hasValue(0);
			});
	}

	@Test
	void makesTheCallInASyntheticContext() {
		this.service.run((context) -> {
			assertThat(Resilience.run(context, "fallbackProofTwinSynthetic").status()).isEqualTo(Status.PASS);
			assertThat(SyntheticContext.isActive()).isFalse();
		});
	}

	private static List<String> codes(ApplicationContext context, String id) {
		return Resilience.run(context, id).findings().stream().map(Finding::code).toList();
	}

	private static String enter() {
		ENTERED.incrementAndGet();
		return "real";
	}

	public interface Found<K> {

		String find(K key);

	}

	public static class Shelf implements Found<String> {

		@Override
		@CircuitBreaker(name = "shelf", fallbackMethod = "cached")
		@ProveFallback(arguments = "5")
		public String find(String key) {
			if (key.equals("none")) {
				throw new IllegalArgumentException();
			}
			return enter();
		}

		@SuppressWarnings({ "unused", "UnusedMethod" }) // called by Resilience4j
		private String cached(String key, Throwable thrown) {
			return "cached";
		}

	}

	public static class Twin {

		@CircuitBreaker(name = "twins", fallbackMethod = "cached")
		@ProveFallback
		public String ask() {
			return enter();
		}

		@CircuitBreaker(name = "twins", fallbackMethod = "context")
		@ProveFallback
		public String synthetic() {
			return enter();
		}

		public String cached(Throwable thrown) {
			return "cached";
		}

		public @Nullable String context(Throwable thrown) {
			return SyntheticContext.isActive() ? "synthetic" : null;
		}

	}

	public static class Elsewhere {

		@CircuitBreaker(name = "elsewhere", fallbackMethod = "cached")
		public String ask() {
			return enter();
		}

		public String cached(Throwable thrown) {
			return "cached";
		}

	}

	static class ElsewhereProbe implements FallbackProbe {

		private final Elsewhere elsewhere;

		ElsewhereProbe(Elsewhere elsewhere) {
			this.elsewhere = elsewhere;
		}

		@Override
		public String name() {
			return "elsewhere";
		}

		@Override
		public Class<?> type() {
			return Elsewhere.class;
		}

		@Override
		public String method() {
			return "ask";
		}

		@Override
		public Object call() {
			return this.elsewhere.ask();
		}

	}

	static class ByContract implements FallbackProbe {

		private final Found<String> found;

		ByContract(Found<String> found) {
			this.found = found;
		}

		@Override
		public String name() {
			return "by-contract";
		}

		@Override
		public Class<?> type() {
			return Shelf.class;
		}

		@Override
		public String method() {
			return "find";
		}

		@Override
		public Object call() {
			return this.found.find("5");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Beans {

		@Bean
		Found<String> shelf() {
			return new Shelf();
		}

		@Bean
		ByContract byContract(@Qualifier("shelf") Found<String> shelf) {
			return new ByContract(shelf);
		}

		@Bean
		@Primary
		Twin one() {
			return new Twin();
		}

		@Bean
		Twin other() {
			return new Twin();
		}

	}

}
