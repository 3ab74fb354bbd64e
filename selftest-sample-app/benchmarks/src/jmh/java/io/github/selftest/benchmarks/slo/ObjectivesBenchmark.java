package io.github.selftest.benchmarks.slo;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationRegistryCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.ServerRequestObservationContext;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckProvider;
import io.github.selftest.api.CheckResult;

/**
 * What the objectives cost: a request of a user, with all that tells it from others, for
 * which the target is less than 100 ns and no allocation; and a run of the checks after
 * half an hour of 1,000 requests a second to a service with 300 series and as many routes
 * with objectives as there may be, by themselves and by the engine, for which it is 0.1 %
 * of a core at their schedule. The request is one of Tomcat. Run it with
 * {@code -prof gc}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ObjectivesBenchmark {

	private static final String DATABASE = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
			+ "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration";

	private static final Map<String, String> BROWSER = Map.of("Host", "shop.example", "User-Agent",
			"Mozilla/5.0 (X11; Linux x86_64)", "Accept", "text/html,application/xhtml+xml", "Accept-Encoding",
			"gzip, br", "Accept-Language", "en-GB,en;q=0.5", "Cookie", "session=0123456789abcdef", "X-Forwarded-For",
			"192.0.2.1", "X-Forwarded-Proto", "https");

	private static final int SERIES = 300;

	private static final int NAMED_ROUTES = 20;

	private static final int REQUESTS_A_SECOND = 1_000;

	private static final MethodHandle RECORDING = recordingOfTraffic();

	private static final long LATENCY = 20_000_000;

	private static final Duration CELL = Duration.ofSeconds(10);

	private static final Duration BUSY = Duration.ofMinutes(31);

	private ConfigurableApplicationContext context;

	private ObservationHandler<ServerRequestObservationContext> observer;

	private ServerRequestObservationContext any;

	private ServerRequestObservationContext named;

	private List<Check> canary;

	private List<Check> continuous;

	private Object traffic;

	private Object engine;

	private Method runOfTheEngine;

	private long ahead;

	@Setup
	public void start() throws Exception {
		List<String> properties = new ArrayList<>(List.of("--server.port=0", "--server.address=127.0.0.1",
				"--spring.application.name=shop", "--spring.autoconfigure.exclude=" + DATABASE,
				"--logging.level.root=WARN", "--logging.level.selftest=OFF", "--selftest.schedule.enabled=false",
				"--selftest.check.slo.objectives.conversion.meter=http.server.requests",
				"--selftest.check.slo.objectives.conversion.tags.uri=/route0",
				"--selftest.check.slo.objectives.conversion.per=ratio",
				"--selftest.check.slo.objectives.conversion.of=http.server.requests",
				"--selftest.check.slo.objectives.conversion.minimum=0",
				"--selftest.check.slo.objectives.conversion.canary=true",
				"--selftest.groups.often.include=sloSuccessRate,sloLatency,sloConversion,"
						+ IntStream.range(0, NAMED_ROUTES)
							.mapToObj((i) -> "sloRouteR" + i)
							.collect(Collectors.joining(",")),
				"--selftest.groups.seldom.include=sloErrorBudget,sloResponseTimes,sloResources"));
		IntStream.range(0, NAMED_ROUTES)
			.forEach((i) -> properties.add("--selftest.check.slo.routes.r" + i + ".path=/route" + i));
		this.context = new SpringApplicationBuilder(Service.class).bannerMode(Banner.Mode.OFF)
			.run(properties.toArray(String[]::new));
		this.traffic = this.context.getBean("selfTestSloTraffic");
		this.observer = observer();
		this.named = observation("/route0");
		this.any = observation("/route" + NAMED_ROUTES);
		MeterRegistry meters = this.context.getBean(MeterRegistry.class);
		IntStream.range(0, SERIES).forEach((i) -> meters.timer("http.server.requests", "uri", "/route" + i));
		this.canary = checks("canary");
		this.continuous = checks("continuous");
		this.engine = this.context.getBean("selfTestEngine");
		this.runOfTheEngine = Class.forName("io.github.selftest.boot.engine.Engine")
			.getMethod("run", String.class, Duration.class);
		beBusy();
		requireSame(this.canary, canaryRoundOfTheEngine());
		requireSame(this.continuous, continuousRoundOfTheEngine());
	}

	private static void requireSame(List<Check> checks, Object verdict) throws ReflectiveOperationException {
		List<?> run = (List<?>) verdict.getClass().getMethod("checks").invoke(verdict);
		if (run.size() != checks.size()) {
			throw new IllegalStateException(
					"expected the engine to run %d checks but was %d".formatted(checks.size(), run.size()));
		}
	}

	private static MethodHandle recordingOfTraffic() {
		try {
			Method record = Class.forName("io.github.selftest.boot.check.slo.Traffic")
				.getDeclaredMethod("record", String.class, long.class, boolean.class);
			record.setAccessible(true);
			return MethodHandles.lookup()
				.unreflect(record)
				.asType(MethodType.methodType(void.class, Object.class, String.class, long.class, boolean.class));
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private ObservationHandler<ServerRequestObservationContext> observer() {
		Taking taking = new Taking();
		customizer().customize(taking);
		return taking.handler;
	}

	@SuppressWarnings("unchecked")
	private ObservationRegistryCustomizer<ObservationRegistry> customizer() {
		return this.context.getBean("selfTestSloRequestObserver", ObservationRegistryCustomizer.class);
	}

	private ServerRequestObservationContext observation(String route) {
		ServletContext servletContext = this.context.getBean(ServletContext.class);
		org.apache.coyote.Request received = new org.apache.coyote.Request();
		received.requestURI().setString(route);
		received.method().setString("GET");
		BROWSER.forEach((name, value) -> {
			byte[] nameBytes = name.getBytes(StandardCharsets.US_ASCII);
			byte[] valueBytes = value.getBytes(StandardCharsets.US_ASCII);
			received.getMimeHeaders()
				.addValue(nameBytes, 0, nameBytes.length)
				.setBytes(valueBytes, 0, valueBytes.length);
		});
		org.apache.coyote.Response sent = new org.apache.coyote.Response();
		Response response = new Response(sent);
		ServerRequestObservationContext observation = new ServerRequestObservationContext(
				new HttpServletRequestWrapper(new Request(new Connector(), received)) {

					@Override
					public ServletContext getServletContext() {
						return servletContext;
					}

				}, response);
		observation.setPathPattern(route);
		observation.put(Timer.Sample.class, took(Duration.ofMillis(20)));
		return observation;
	}

	private List<Check> checks(String group) throws Exception {
		List<Check> checks = new ArrayList<>();
		for (CheckProvider provider : this.context.getBeansOfType(CheckProvider.class).values()) {
			checks.addAll(provider.checks());
		}
		checks.addAll(this.context.getBeansOfType(Check.class).values());
		checks.removeIf(
				(check) -> !check.definition().kind().equals("slo") || !check.definition().groups().contains(group));
		return checks;
	}

	/** As nobody waits for half an hour, the clock of the recorders is put ahead. */
	private void beBusy() throws ReflectiveOperationException {
		LongSupplier time = () -> System.nanoTime() + this.ahead;
		set(this.traffic, time);
		set(get(this.traffic, "all"), time);
		for (Object recorder : ((Map<?, ?>) get(this.traffic, "byPattern")).values()) {
			set(recorder, time);
		}
		set(get(this.traffic, "failing"), time);
		set(get(this.traffic, "slow"), time);
		List<ServerRequestObservationContext> requests = IntStream.range(0, SERIES)
			.mapToObj((i) -> observation("/route" + i))
			.toList();
		List<Timer.Sample> latencies = IntStream.range(0, 13)
			.mapToObj((i) -> took(Duration.ofMillis(1L << i)))
			.toList();
		for (long cell = 0; cell < BUSY.dividedBy(CELL); cell++) {
			for (int i = 0; i < REQUESTS_A_SECOND * CELL.toSeconds(); i++) {
				ServerRequestObservationContext request = requests.get(i % SERIES);
				request.put(Timer.Sample.class, latencies.get(i % latencies.size()));
				this.observer.onStop(request);
			}
			this.ahead += CELL.toNanos();
		}
	}

	/**
	 * A sample that reads the clock, as that has to be paid for, and knows the answer.
	 */
	private static Timer.Sample took(Duration latency) {
		long nanos = latency.toNanos();
		return Timer.start(new Clock() {

			private boolean isStarted;

			@Override
			public long wallTime() {
				return System.currentTimeMillis();
			}

			@Override
			public long monotonicTime() {
				if (!this.isStarted) {
					this.isStarted = true;
					return 0;
				}
				return (System.nanoTime() != 0) ? nanos : 0;
			}

		});
	}

	private static Object get(Object target, String field) throws ReflectiveOperationException {
		Field found = target.getClass().getDeclaredField(field);
		found.setAccessible(true);
		return found.get(target);
	}

	private static void set(Object target, LongSupplier time) throws ReflectiveOperationException {
		Field found = target.getClass().getDeclaredField("nanoTime");
		found.setAccessible(true);
		found.set(target, time);
	}

	@TearDown
	public void stop() {
		this.context.close();
	}

	/**
	 * What is counted of a request, by itself: with its latency and its route known, and
	 * known to be a user's. It reads the clock once.
	 * @throws Throwable if it cannot be counted
	 */
	@Benchmark
	@OutputTimeUnit(TimeUnit.NANOSECONDS)
	public void recording() throws Throwable {
		RECORDING.invokeExact(this.traffic, "/other", LATENCY, false);
	}

	/** A request to a route without objectives of its own. */
	@Benchmark
	@OutputTimeUnit(TimeUnit.NANOSECONDS)
	public void request() {
		this.observer.onStart(this.any);
		this.observer.onStop(this.any);
	}

	/** A request to a route with objectives of its own, which is counted twice. */
	@Benchmark
	@OutputTimeUnit(TimeUnit.NANOSECONDS)
	public void requestOfANamedRoute() {
		this.observer.onStart(this.named);
		this.observer.onStop(this.named);
	}

	/**
	 * A reading of the clock, of which a request takes two: one for its latency, one for
	 * when it ended. What that costs is up to the machine.
	 * @return the time
	 */
	@Benchmark
	@OutputTimeUnit(TimeUnit.NANOSECONDS)
	public long clock() {
		return System.nanoTime();
	}

	/**
	 * All checks that run every ten seconds.
	 * @return what they found
	 * @throws Exception if one cannot be run
	 */
	@Benchmark
	@OutputTimeUnit(TimeUnit.MICROSECONDS)
	public List<CheckResult> canaryRound() throws Exception {
		return run(this.canary);
	}

	/**
	 * All checks that run every minute.
	 * @return what they found
	 * @throws Exception if one cannot be run
	 */
	@Benchmark
	@OutputTimeUnit(TimeUnit.MICROSECONDS)
	public List<CheckResult> continuousRound() throws Exception {
		return run(this.continuous);
	}

	/**
	 * The same as the engine runs them, with deadlines, history and verdict.
	 * @return the verdict
	 * @throws ReflectiveOperationException if there is no engine
	 */
	@Benchmark
	@OutputTimeUnit(TimeUnit.MICROSECONDS)
	public Object canaryRoundOfTheEngine() throws ReflectiveOperationException {
		return ((CompletableFuture<?>) this.runOfTheEngine.invoke(this.engine, "often", Duration.ZERO)).join();
	}

	/**
	 * The same as the engine runs them, with deadlines, history and verdict.
	 * @return the verdict
	 * @throws ReflectiveOperationException if there is no engine
	 */
	@Benchmark
	@OutputTimeUnit(TimeUnit.MICROSECONDS)
	public Object continuousRoundOfTheEngine() throws ReflectiveOperationException {
		return ((CompletableFuture<?>) this.runOfTheEngine.invoke(this.engine, "seldom", Duration.ZERO)).join();
	}

	@SuppressWarnings("DataFlowIssue") // these look at nothing but what was counted
	private static List<CheckResult> run(List<Check> checks) throws Exception {
		List<CheckResult> results = new ArrayList<>();
		for (Check check : checks) {
			results.add(check.run(null));
		}
		return results;
	}

	/**
	 * Takes the handler that the starter adds.
	 */
	private static final class Taking implements ObservationRegistry {

		private ObservationHandler<ServerRequestObservationContext> handler;

		private final ObservationConfig config = new ObservationConfig() {

			@Override
			@SuppressWarnings("unchecked")
			public ObservationConfig observationHandler(ObservationHandler<?> added) {
				Taking.this.handler = (ObservationHandler<ServerRequestObservationContext>) added;
				return this;
			}

		};

		@Override
		public io.micrometer.observation.Observation getCurrentObservation() {
			return null;
		}

		@Override
		public io.micrometer.observation.Observation.Scope getCurrentObservationScope() {
			return null;
		}

		@Override
		public void setCurrentObservationScope(io.micrometer.observation.Observation.Scope current) {
			throw new UnsupportedOperationException("nothing is observed here");
		}

		@Override
		public ObservationConfig observationConfig() {
			return this.config;
		}

	}

	/**
	 * The service.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	public static class Service {

	}

}
