package io.github.selftest.benchmarks.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.util.Timeout;
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
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckProvider;
import io.github.selftest.api.CheckResult;

/**
 * What it costs to look at the HTTP clients of a service that has fifty, each with
 * connections to twenty sides: to find them, which is done once a minute, and to run
 * their checks. Those of Reactor Netty tell by meters, of which there are thousands then;
 * these are there without connections. Run it with {@code -prof gc}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HttpClientsBenchmark {

	private static final int CLIENTS = 50;

	private static final int SIDES = 20;

	private static final List<String> FIGURES = List.of("total", "active", "idle", "pending", "max", "max.pending");

	private static final String DATABASE = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
			+ "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration";

	/** The library of the clients. */
	@Param({ "netty", "apache" })
	public String library = "netty";

	private ConfigurableApplicationContext context;

	private CheckProvider pools;

	private CheckProvider silent;

	private List<Check> checks;

	@Setup
	public void start() throws Exception {
		this.context = new SpringApplicationBuilder(Service.class).bannerMode(Banner.Mode.OFF)
			.run("--server.port=0", "--server.address=127.0.0.1", "--spring.application.name=shop",
					"--spring.autoconfigure.exclude=" + DATABASE, "--logging.level.root=WARN",
					"--logging.level.selftest=OFF", "--selftest.schedule.enabled=false");
		for (int i = 0; i < CLIENTS; i++) {
			Object client = this.library.equals("netty") ? netty("partner" + i) : apache();
			this.context.getBeanFactory().registerSingleton("partner" + i, client);
		}
		this.pools = this.context.getBean("selfTestSaturationChecks", CheckProvider.class);
		this.silent = this.context.getBean("selfTestSilentHttpClients", CheckProvider.class);
		this.checks = new ArrayList<>(this.pools.checks());
		this.checks.removeIf((check) -> !check.definition().id().startsWith("poolPartner"));
		if (this.checks.size() != CLIENTS) {
			throw new IllegalStateException("expected %d checks but was %d".formatted(CLIENTS, this.checks.size()));
		}
	}

	private Object netty(String name) {
		MeterRegistry meters = this.context.getBean(MeterRegistry.class);
		for (int side = 0; side < SIDES; side++) {
			for (String figure : FIGURES) {
				Gauge.builder("reactor.netty.connection.provider." + figure + ".connections", () -> 5)
					.tags("name", name, "id", "1", "remote.address", "partner" + side + ":443")
					.register(meters);
			}
		}
		return new Partner(HttpClient.create(ConnectionProvider.builder(name).metrics(true).build()));
	}

	private static Object apache() throws Exception {
		PoolingHttpClientConnectionManager connections = new PoolingHttpClientConnectionManager();
		for (int side = 0; side < SIDES; side++) {
			connections
				.lease("side" + side, new HttpRoute(new HttpHost("partner" + side, 443)), Timeout.ofSeconds(1), null)
				.get(Timeout.ofSeconds(1));
		}
		return connections;
	}

	@TearDown
	public void stop() {
		this.context.close();
	}

	/**
	 * To find all clients, and whether each tells.
	 * @return the checks
	 * @throws Exception if they cannot be found
	 */
	@Benchmark
	public Collection<? extends Check> find() throws Exception {
		return this.pools.checks();
	}

	/**
	 * To find those that tell nothing.
	 * @return the check that names them
	 * @throws Exception if they cannot be found
	 */
	@Benchmark
	public Collection<? extends Check> findSilent() throws Exception {
		return this.silent.checks();
	}

	/**
	 * To run the checks of all.
	 * @return what they found
	 * @throws Exception if one cannot be run
	 */
	@Benchmark
	@SuppressWarnings("DataFlowIssue") // these look at nothing but the pools
	public List<CheckResult> run() throws Exception {
		List<CheckResult> results = new ArrayList<>();
		for (Check check : this.checks) {
			results.add(check.run(null));
		}
		return results;
	}

	/**
	 * As a service holds its clients.
	 *
	 * @param client the client
	 */
	private record Partner(HttpClient client) {

	}

	/**
	 * The service.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	public static class Service {

	}

}
