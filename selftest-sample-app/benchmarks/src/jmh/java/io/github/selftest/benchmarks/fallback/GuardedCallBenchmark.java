package io.github.selftest.benchmarks.fallback;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;
import io.github.resilience4j.spring6.circuitbreaker.configure.CircuitBreakerAspectExt;
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
import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.selftest.api.fallback.ProveFallback;

/**
 * A call of a user through a method with a breaker, with a fallback and without, in a
 * service with and without faults, breakers that record no synthetic request, proofs, and
 * the starter as a whole. The target is less than 50 ns and no allocation more.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class GuardedCallBenchmark {

	/** What is turned on. With proofs, one has been made before. */
	@Param({ "nothing", "starter", "faults", "proofs" })
	public String on = "nothing";

	private ConfigurableApplicationContext context;

	private Stock stock;

	private List<CircuitBreakerAspectExt> extensions;

	@Setup
	public void start() throws Exception {
		boolean faults = !this.on.equals("nothing") && !this.on.equals("starter");
		this.context = new SpringApplicationBuilder(Service.class).bannerMode(Banner.Mode.OFF)
			.run("--server.port=0", "--server.address=127.0.0.1", "--spring.application.name=shop",
					"--logging.level.root=WARN", "--selftest.schedule.enabled=false",
					"--selftest.enabled=" + !this.on.equals("nothing"),
					"--selftest.check.fallback.enabled=" + !this.on.equals("nothing"),
					"--selftest.synthetic.keys[0].id=ci",
					"--selftest.synthetic.keys[0].secret=0123456789abcdef0123456789abcdef",
					"--selftest.synthetic.breakers.recorded=" + !faults, "--selftest.fault.enabled=" + faults,
					"--selftest.fault.points.stock.type=breaker",
					"--selftest.check.fallback.proof.enabled=" + this.on.equals("proofs"),
					"--management.endpoints.web.exposure.include=selftest",
					"--management.endpoint.selftest.access=unrestricted", "--selftest.endpoint.post-groups=deep");
		if (this.on.equals("proofs")) {
			prove();
		}
		this.stock = this.context.getBean(Stock.class);
		this.extensions = this.context.getBeanProvider(CircuitBreakerAspectExt.class).orderedStream().toList();
	}

	// from then on the events of all instances are watched
	private void prove() throws Exception {
		URI proof = URI.create("http://127.0.0.1:%s/actuator/selftest/deep/fallbackProofStockLevelOrCached?http=report"
			.formatted(this.context.getEnvironment().getProperty("local.server.port")));
		String answer = "";
		for (int tries = 0; !answer.contains("\"verdict\":\"PASS\""); tries++) {
			if (tries == 20) {
				throw new IllegalStateException("no proof: " + answer);
			}
			// until the engine has found what is in beans
			TimeUnit.MILLISECONDS.sleep(500);
			answer = HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(proof).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString())
				.body();
		}
	}

	@TearDown
	public void stop() {
		this.context.close();
	}

	@Benchmark
	public int call() {
		return this.stock.level(7);
	}

	/**
	 * What the aspect asks for each call, alone: the whole call allocates more or less by
	 * a few hundred bytes from one start to the next, as the compiler inlines it.
	 */
	@Benchmark
	public boolean extensions() {
		for (CircuitBreakerAspectExt extension : this.extensions) {
			if (extension.canHandleReturnType(int.class)) {
				return true;
			}
		}
		return false;
	}

	@Benchmark
	public int callWithFallback() {
		return this.stock.levelOrCached(7);
	}

	/**
	 * The service.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
	public static class Service {

		@Bean
		Stock stock() {
			return new Stock();
		}

	}

	/**
	 * What is guarded.
	 */
	public static class Stock {

		private int calls;

		@CircuitBreaker(name = "stock")
		public int level(int product) {
			return product + this.calls++;
		}

		@CircuitBreaker(name = "stock", fallbackMethod = "cached")
		@ProveFallback(arguments = "7")
		public int levelOrCached(int product) {
			return product + this.calls++;
		}

		public int cached(int product, Throwable cause) {
			return 0;
		}

	}

}
