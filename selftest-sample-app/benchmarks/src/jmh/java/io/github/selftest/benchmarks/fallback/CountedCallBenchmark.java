package io.github.selftest.benchmarks.fallback;

import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;
import io.github.resilience4j.core.functions.CheckedSupplier;
import io.github.resilience4j.spring6.circuitbreaker.configure.CircuitBreakerAspect;
import io.github.resilience4j.spring6.circuitbreaker.configure.CircuitBreakerConfigurationProperties;
import io.github.resilience4j.spring6.fallback.CompletionStageFallbackDecorator;
import io.github.resilience4j.spring6.fallback.DefaultFallbackDecorator;
import io.github.resilience4j.spring6.fallback.FallbackDecorator;
import io.github.resilience4j.spring6.fallback.FallbackDecorators;
import io.github.resilience4j.spring6.fallback.FallbackExecutor;
import io.github.resilience4j.spring6.fallback.FallbackMethod;
import io.github.resilience4j.spring6.spelresolver.DefaultSpelResolver;
import io.github.resilience4j.spring6.spelresolver.SpelResolver;
import org.aopalliance.intercept.MethodInterceptor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.aop.aspectj.annotation.AspectJProxyFactory;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.interceptor.ExposeInvocationInterceptor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.StandardReflectionParameterNameDiscoverer;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.util.ClassUtils;

/**
 * What counting adds to a call of a method that has a fallback and does not need it: one
 * decorator against the other, behind proxies of Spring in the same process. Needs the
 * starter.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
public class CountedCallBenchmark {

	private static final String COUNTS = "io.github.selftest.boot.check.fallback.FallbackCountsAutoConfiguration";

	/** Whose decorator is called. */
	@Param({ "library", "counting" })
	public String by = "library";

	private AnnotationConfigApplicationContext context;

	private Stock decorated;

	private Stock guarded;

	@Setup
	public void start() throws NoSuchMethodException {
		this.context = new AnnotationConfigApplicationContext(ClassUtils.resolveClassName(COUNTS, null));
		FallbackDecorator counting = this.context.getBean(FallbackDecorator.class);
		FallbackDecorator ofLibrary = new CompletionStageFallbackDecorator();
		boolean counts = this.by.equals("counting");
		this.decorated = decorated(counts ? counting : new DefaultFallbackDecorator());
		this.guarded = guarded(counts ? List.of(counting, ofLibrary) : List.of(ofLibrary));
	}

	// by a supplier of the library's, as its aspects make them
	private static Stock decorated(FallbackDecorator decorator) throws NoSuchMethodException {
		Stock stock = new Stock();
		FallbackMethod fallback = FallbackMethod.create("cached", Stock.class.getMethod("level"), new Object[0], stock,
				stock);
		CheckedSupplier<Object> call = new DefaultFallbackDecorator().decorate(fallback, stock::level);
		ProxyFactory proxy = new ProxyFactory(stock);
		proxy.addAdvice(ExposeInvocationInterceptor.INSTANCE);
		proxy.addAdvice((MethodInterceptor) (invocation) -> decorator.decorate(fallback, call).get());
		return (Stock) proxy.getProxy();
	}

	private Stock guarded(List<FallbackDecorator> decorators) {
		SpelResolver names = new DefaultSpelResolver(new SpelExpressionParser(),
				new StandardReflectionParameterNameDiscoverer(), this.context.getBeanFactory());
		AspectJProxyFactory proxy = new AspectJProxyFactory(new Stock());
		proxy.addAspect(new CircuitBreakerAspect(new CircuitBreakerConfigurationProperties(),
				CircuitBreakerRegistry.ofDefaults(), List.of(),
				new FallbackExecutor(names, new FallbackDecorators(decorators)), names));
		return proxy.getProxy();
	}

	@TearDown
	public void stop() {
		this.context.close();
	}

	/**
	 * The decorator by itself.
	 * @return what the method returns
	 */
	@Benchmark
	public String decorated() {
		return this.decorated.level();
	}

	/**
	 * All that a call goes through.
	 * @return what the method returns
	 */
	@Benchmark
	public String guarded() {
		return this.guarded.level();
	}

	/**
	 * What is guarded.
	 */
	public static class Stock {

		@CircuitBreaker(name = "stock", fallbackMethod = "cached")
		public String level() {
			return "real";
		}

		public String cached(Throwable thrown) {
			return "cached";
		}

	}

}
