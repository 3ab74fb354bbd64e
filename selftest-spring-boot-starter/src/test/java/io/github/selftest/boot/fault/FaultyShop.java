package io.github.selftest.boot.fault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import javax.sql.DataSource;

import io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;
import io.github.resilience4j.retry.annotation.Retry;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.selftest.api.synthetic.SyntheticRequest;
import io.github.selftest.api.synthetic.SyntheticSigner;

/**
 * A service with a point of each kind, and those who ask for faults there.
 */
final class FaultyShop implements AutoCloseable {

	private static final String SECRET = "s3cr3t-0123456789abcdef0123456789abcdef";

	private static final SyntheticSigner CI = new SyntheticSigner("ci", SECRET, "shop");

	private static final String EXCLUDED = "org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration,"
			+ "org.springframework.boot.jetty.autoconfigure.actuate.web.server.JettyServletManagementContextAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration";

	private final HttpClient client = HttpClient.newHttpClient();

	private final ConfigurableApplicationContext context;

	private FaultyShop(ConfigurableApplicationContext context) {
		this.context = context;
	}

	static FaultyShop start(Path stopFile, String... properties) {
		return start(stopFile, List.of(), properties);
	}

	static FaultyShop start(Path stopFile, List<Class<?>> more, String... properties) {
		List<String> all = new ArrayList<>(List.of("spring.autoconfigure.exclude=" + EXCLUDED, "server.port=0",
				"server.address=127.0.0.1", "spring.application.name=shop", "logging.level.root=WARN",
				"selftest.schedule.enabled=false", "selftest.synthetic.keys[0].id=ci",
				"selftest.synthetic.keys[0].secret=" + SECRET, "selftest.synthetic.keys[0].tenants=sandbox-*",
				"selftest.synthetic.keys[0].faults=stock=*,shelf=*,prices=*,ledger=*,elsewhere=*,nonsense",
				"selftest.synthetic.keys[0].requests-per-second=10000", "selftest.synthetic.requests-per-second=10000",
				"selftest.synthetic.breakers.recorded=false", "selftest.fault.enabled=true",
				"selftest.fault.stop-file=" + stopFile, "selftest.fault.max-delay=2s",
				"selftest.fault.points.stock.type=breaker", "selftest.fault.points.shelf.type=breaker",
				"selftest.fault.points.prices.type=http-client", "selftest.fault.points.prices.target=127.0.0.1",
				"selftest.fault.points.ledger.type=data-source", "selftest.check.fallback.proof.enabled=true",
				"selftest.check.fallback.proof.requests.cached-stock.path=/stock",
				"selftest.check.fallback.proof.requests.cached-stock.tenant=sandbox-proof",
				"selftest.check.fallback.proof.requests.cached-stock.fault=stock=error",
				"selftest.check.fallback.proof.requests.cached-stock.within=2s",
				"selftest.check.fallback.proof.requests.bare-shelf.path=/shelf",
				"selftest.check.fallback.proof.requests.bare-shelf.tenant=sandbox-proof",
				"selftest.check.fallback.proof.requests.bare-shelf.fault=shelf=error",
				"selftest.check.fallback.proof.requests.no-point.path=/stock",
				"selftest.check.fallback.proof.requests.no-point.tenant=sandbox-proof",
				"selftest.check.fallback.proof.requests.no-point.fault=nowhere=error",
				"resilience4j.circuitbreaker.instances.stock.sliding-window-size=20000",
				"resilience4j.circuitbreaker.instances.stock.minimum-number-of-calls=20000",
				"resilience4j.circuitbreaker.instances.shelf.permitted-number-of-calls-in-half-open-state=2",
				"resilience4j.retry.instances.stock.max-attempts=2",
				"resilience4j.retry.instances.stock.wait-duration=1ms"));
		all.addAll(Arrays.asList(properties));
		return new FaultyShop(new SpringApplicationBuilder(Service.class).sources(more.toArray(Class[]::new))
			.web(WebApplicationType.SERVLET)
			.bannerMode(Banner.Mode.OFF)
			.registerShutdownHook(false)
			.run(all.stream().map((property) -> "--" + property).toArray(String[]::new)));
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	Reply user(String target) throws Exception {
		return send(HttpRequest.newBuilder(uri(target)));
	}

	Reply ask(String target, String fault) throws Exception {
		return ask(SyntheticRequest.of("GET", target).withTenant("sandbox-1").withFault(fault), target);
	}

	Reply ask(SyntheticRequest request, String target) throws Exception {
		return send(signed(request, target).build());
	}

	HttpRequest signed(String target, String fault) {
		return signed(SyntheticRequest.of("GET", target).withTenant("sandbox-1").withFault(fault), target).build();
	}

	private HttpRequest.Builder signed(SyntheticRequest request, String target) {
		HttpRequest.Builder builder = HttpRequest.newBuilder(uri(target)).timeout(Duration.ofSeconds(10));
		CI.headers(request).forEach(builder::header);
		return builder;
	}

	Reply forge(String target, String fault) throws Exception {
		return send(HttpRequest.newBuilder(uri(target))
			.header(SyntheticSigner.MARK, "true")
			.header(SyntheticSigner.TENANT, "sandbox-1")
			.header(SyntheticSigner.FAULT, fault));
	}

	private URI uri(String target) {
		return URI
			.create("http://127.0.0.1:" + this.context.getEnvironment().getProperty("local.server.port") + target);
	}

	private Reply send(HttpRequest.Builder request) throws Exception {
		return send(request.timeout(Duration.ofSeconds(10)).build());
	}

	Reply send(HttpRequest request) throws Exception {
		long start = System.nanoTime();
		HttpResponse<String> response = this.client.send(request, BodyHandlers.ofString());
		Duration took = Duration.ofNanos(System.nanoTime() - start);
		return new Reply(response.statusCode(), response.body(),
				response.headers().firstValue(FaultFilter.INJECTED).orElse("none"), took);
	}

	@Override
	public void close() {
		this.context.close();
	}

	record Reply(int status, String body, String injected, Duration took) {

	}

	/**
	 * What it serves.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
	@Import({ Controller.class, Stock.class })
	static class Service {

		@Bean
		DataSource ledger() {
			return new Ledger();
		}

	}

	/**
	 * Its dependencies, as Resilience4j guards them.
	 */
	public static class Stock {

		private final AtomicInteger entered = new AtomicInteger();

		int entered() {
			return this.entered.get();
		}

		@Retry(name = "stock")
		@CircuitBreaker(name = "stock", fallbackMethod = "cached")
		public String level(int product) {
			this.entered.incrementAndGet();
			if (product % 5 == 1) {
				throw new IllegalStateException("no such product");
			}
			return "real";
		}

		public String cached(int product, Throwable cause) {
			return "cached after " + cause.getClass().getSimpleName();
		}

		@CircuitBreaker(name = "stock", fallbackMethod = "cachedLater")
		public CompletionStage<String> later(int product) {
			this.entered.incrementAndGet();
			return CompletableFuture.completedFuture("real");
		}

		public CompletionStage<String> cachedLater(int product, Throwable cause) {
			return CompletableFuture.completedFuture("cached after " + cause.getClass().getSimpleName());
		}

		@Retry(name = "stock")
		@CircuitBreaker(name = "stock", fallbackMethod = "cachedMono")
		public Mono<String> mono(int product) {
			return Mono.fromCallable(() -> {
				this.entered.incrementAndGet();
				if (product % 5 == 1) {
					throw new IllegalStateException("no such product");
				}
				return "real";
			});
		}

		public Mono<String> cachedMono(int product, Throwable cause) {
			return Mono.just("cached after " + cause.getClass().getSimpleName());
		}

		@CircuitBreaker(name = "stock", fallbackMethod = "cachedFlux")
		public Flux<String> flux() {
			return Flux.just("real", "real").doOnSubscribe((subscription) -> this.entered.incrementAndGet());
		}

		public Flux<String> cachedFlux(Throwable cause) {
			return Flux.just("cached after " + cause.getClass().getSimpleName());
		}

		@Retry(name = "stock", fallbackMethod = "cachedMono")
		@CircuitBreaker(name = "stock")
		public Mono<String> retriedMono(int product) {
			return Mono.fromCallable(() -> {
				this.entered.incrementAndGet();
				if (product % 5 == 1) {
					throw new IllegalStateException("no such product");
				}
				return "real";
			});
		}

		@Retry(name = "stock", fallbackMethod = "cachedLater")
		@CircuitBreaker(name = "stock")
		public CompletionStage<String> retriedLater(int product) {
			this.entered.incrementAndGet();
			return CompletableFuture.completedFuture("real");
		}

		@CircuitBreaker(name = "shelf")
		public Mono<String> shelfMono() {
			return Mono.just("real");
		}

		@CircuitBreaker(name = "shelf")
		public CompletionStage<String> shelfLater() {
			return CompletableFuture.supplyAsync(() -> "real",
					CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS));
		}

		@Retry(name = "stock")
		@CircuitBreaker(name = "shelf")
		public String shelf() {
			this.entered.incrementAndGet();
			return "real";
		}

	}

	/**
	 * A database that knows no statement.
	 */
	static class Ledger extends AbstractDataSource {

		@Override
		public Connection getConnection() throws SQLException {
			throw new SQLException("the ledger was asked", "42000");
		}

		@Override
		public Connection getConnection(String username, String password) throws SQLException {
			return getConnection();
		}

	}

	@RestController
	static class Controller {

		private final Stock stock;

		private final DataSource ledger;

		private final RestClient prices;

		private final WebClient webPrices;

		private final Environment environment;

		Controller(Stock stock, DataSource ledger, RestClient.Builder prices, WebClient.Builder webPrices,
				Environment environment) {
			this.stock = stock;
			this.ledger = ledger;
			this.prices = prices.build();
			this.webPrices = webPrices.build();
			this.environment = environment;
		}

		@GetMapping("/stock")
		String stock() {
			return this.stock.level(2);
		}

		@GetMapping("/later")
		CompletionStage<String> later() {
			long start = System.nanoTime();
			CompletionStage<String> later = this.stock.later(2);
			long held = Duration.ofNanos(System.nanoTime() - start).toMillis();
			return later.thenApply((level) -> level + " held " + held);
		}

		@GetMapping("/shelf")
		String shelf() {
			return this.stock.shelf();
		}

		@GetMapping("/price")
		String price() {
			return "7";
		}

		@GetMapping("/prices")
		String prices() {
			try {
				return String.valueOf(this.prices.get()
					.uri("http://127.0.0.1:" + this.environment.getProperty("local.server.port") + "/price")
					.retrieve()
					.body(String.class));
			}
			catch (ResourceAccessException ex) {
				return String.valueOf(ex.getMostSpecificCause().getClass().getSimpleName());
			}
		}

		@GetMapping("/mono")
		Mono<String> mono() {
			return heldBy(() -> this.stock.mono(2));
		}

		@GetMapping("/flux")
		Mono<String> flux() {
			return this.stock.flux().collectList().map(String::valueOf);
		}

		@GetMapping("/web-prices")
		String webPrices() {
			return String.valueOf(webPrice().block());
		}

		@GetMapping("/web-prices-later")
		Mono<String> webPricesLater() {
			return heldBy(this::webPrice);
		}

		private Mono<String> webPrice() {
			return this.webPrices.get()
				.uri("http://127.0.0.1:" + this.environment.getProperty("local.server.port") + "/price")
				.retrieve()
				.bodyToMono(String.class)
				.onErrorResume(WebClientRequestException.class,
						(ex) -> Mono.just(ex.getMostSpecificCause().getClass().getSimpleName()));
		}

		private static Mono<String> heldBy(Supplier<Mono<String>> call) {
			long start = System.nanoTime();
			Mono<String> later = call.get();
			long held = Duration.ofNanos(System.nanoTime() - start).toMillis();
			return later.map((value) -> value + " held " + held);
		}

		@GetMapping("/ledger")
		String ledger() throws IOException {
			try (Connection connection = this.ledger.getConnection()) {
				return connection.toString();
			}
			catch (SQLException ex) {
				return ex.getSQLState();
			}
		}

	}

}
