package io.github.selftest.boot.check.pool.saturation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.aopalliance.intercept.MethodInterceptor;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.DefaultBeanFactoryPointcutAdvisor;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.JettyClientHttpRequestFactory;
import org.springframework.http.client.ReactorClientHttpRequestFactory;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Severity;
import io.github.selftest.api.Status;
import io.github.selftest.boot.check.HostReadingsAutoConfiguration;
import io.github.selftest.boot.check.MeterReadings;
import io.github.selftest.boot.check.TestCheckContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests with the real libraries and a service that keeps its callers waiting.
 */
@Timeout(60)
class HttpClientsTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(HttpClientAutoConfiguration.class,
				ImperativeHttpClientAutoConfiguration.class, RestClientAutoConfiguration.class,
				HostReadingsAutoConfiguration.class, OtherPoolsCheckAutoConfiguration.class));

	private final CountDownLatch answer = new CountDownLatch(1);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private HttpServer server = server();

	@BeforeEach
	void start() {
		Metrics.addRegistry(this.meters);
		this.server.start();
	}

	@AfterEach
	void stop() {
		Metrics.removeRegistry(this.meters);
		this.answer.countDown();
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	@Test
	void seesTheConnectionsToOneSideRunOutInAClientThatBootHasBuiltForAService() {
		this.contextRunner.withBean("stockClient", StockClient.class).run((context) -> {
			assertThat(ids(context)).containsExactly("poolStockClient");
			Check check = checks(context).get(0);
			assertThat(run(check).status()).isEqualTo(Status.PASS);
			RestClient client = context.getBean(StockClient.class).client;
			// five to one side is what Apache allows, of 25 in all
			List<? extends Future<?>> requests = calls(8, () -> get(client));
			await().until(() -> usage(context).equals(new Usage(5, 5, 3L, null)));
			assertThat(codes(run(check))).containsExactly("WARN pool.http-client-saturated");
			assertThat(codes(run(check))).containsExactly("FAIL pool.http-client-saturated");
			this.answer.countDown();
			for (Future<?> request : requests) {
				request.get(10, TimeUnit.SECONDS);
			}
			assertThat(codes(run(check))).containsExactly("PASS pool.http-client-free");
		});
	}

	@Test
	void countsAPoolOnceThatManyBeansShareAndNamesItByTheFirst() {
		this.contextRunner.withUserConfiguration(Shared.class)
			.run((context) -> assertThat(ids(context)).containsExactly("poolConnections"));
	}

	@Test
	void makesNothingToLookIntoIt() {
		this.contextRunner.withUserConfiguration(NotMade.class).run((context) -> {
			assertThat(ids(context)).isEmpty();
			assertThat(context.getBeanFactory().containsSingleton("lazy")).isFalse();
		});
	}

	@Test
	void goesOnToTheNextWhereOneCannotBeAsked() {
		DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
		beans.registerSingleton("broken", "broken");
		beans.registerSingleton("sound", "sound");
		HttpClients clients = new HttpClients(new ExistingBeans(beans), List.of(new Texts()));
		assertThat(clients.pools()).extracting(WatchedPool::name).containsExactly("sound");
		assertThat(clients.silent()).extracting(HttpClients.Client::name).containsExactly("broken");
	}

	@Test
	void looksBehindProxiesAndIntoHttpInterfaces() {
		this.contextRunner.withUserConfiguration(Proxied.class)
			.run((context) -> assertThat(ids(context)).containsExactly("poolProxied", "poolStock"));
	}

	@Test
	void readsWhatTheClientOfJettyTells() {
		this.contextRunner.withUserConfiguration(WithJetty.class).run((context) -> {
			assertThat(ids(context)).containsExactly("poolJetty");
			assertThat(usage(context)).isEqualTo(new Usage(0, 2, 0L, null));
			calls(3, () -> get(client(context.getBean(ClientHttpRequestFactory.class))));
			await().until(() -> usage(context).equals(new Usage(2, 2, 1L, null)));
		});
	}

	@Test
	void readsTheMetersOfReactorNetty() {
		withMeters().withUserConfiguration(WithNetty.class).run((context) -> {
			assertThat(ids(context)).containsExactly("poolHttpClients");
			calls(3, () -> get(client(context.getBean("counted", ClientHttpRequestFactory.class))));
			await().untilAsserted(() -> assertThat(usage(context)).isEqualTo(new Usage(2, 2, 1L, null)));
			assertThat(ids(context)).containsExactly("poolCounted", "poolHttpClients");
		});
	}

	@Test
	void seesTheConnectionsOfAWebClientRunOutAndComeBack() {
		withMeters().withBean("stockReader", StockReader.class).run((context) -> {
			StockReader reader = context.getBean(StockReader.class);
			List<CompletableFuture<ResponseEntity<Void>>> requests = reader.ask(uri(), 3);
			await().untilAsserted(() -> assertThat(ids(context)).containsExactly("poolStockReader"));
			Check check = checks(context).get(0);
			assertThat(check.definition().severity()).isEqualTo(Severity.DEGRADING);
			await().untilAsserted(() -> assertThat(usage(context)).isEqualTo(new Usage(2, 2, 1L, null)));
			assertThat(codes(run(check))).containsExactly("WARN pool.http-client-saturated");
			assertThat(run(check).findings()).singleElement().satisfies((finding) -> {
				assertThat(finding.status()).isEqualTo(Status.FAIL);
				assertThat(finding.message()).contains("'stockReader'", "2 of 2", "1 waiting");
				assertThat(finding.observed()).isEqualTo("100 % in use, 1 waiting");
				assertThat(finding.expected()).contains("nobody waiting");
				assertThat(finding.remedy()).contains("'maxConnections' of Reactor Netty");
			});
			this.answer.countDown();
			CompletableFuture.allOf(requests.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
			await().untilAsserted(() -> assertThat(codes(run(check))).containsExactly("PASS pool.http-client-free"));
			reader.provider.dispose();
		});
	}

	@Test
	void readsTheMetersThatAClientOfReactorNettyHasInsteadOfItsProvider() {
		withMeters().withBean("measured", Measured.class).run((context) -> {
			assertThat(ids(context)).containsExactly("poolHttpClients");
			Future<?> request = context.getBean(Measured.class).client.get()
				.uri(uri().toString())
				.responseContent()
				.aggregate()
				.toFuture();
			await().untilAsserted(() -> assertThat(usage(context)).isEqualTo(new Usage(1, 3, 0L, null)));
			assertThat(request).isNotDone();
			assertThat(ids(context)).containsExactly("poolMeasured");
		});
	}

	@Test
	void takesTheSideWithTheFewestConnectionsLeftAndKeepsProvidersOfReactorNettyApart() {
		NettyHttpPools library = new NettyHttpPools(getClass().getClassLoader(),
				new Gauges(List.of(side("partners", "one:80", 1, 5, 0), side("partners", "two:80", 5, 5, 2),
						side("partners", "three:80", 5, 5, 0), side("others", "one:80", 0, 2, 0))));
		HttpLibrary.Reading reading = library.reading();
		ConnectionProvider partners = ConnectionProvider.create("partners", 5);
		ConnectionProvider others = ConnectionProvider.create("others", 2);
		ConnectionProvider unused = ConnectionProvider.create("unused", 2);
		assertThat(reading.of(partners)).isEqualTo(new Usage(5, 5, 2L, null)).isEqualTo(library.usage(partners));
		assertThat(reading.of(others)).isEqualTo(new Usage(0, 2, 0L, null)).isEqualTo(library.usage(others));
		assertThat(reading.of(unused)).isNull();
		assertThat(library.usage(unused)).isNull();
	}

	@Test
	void walksThroughTheMetersOnceForAllClientsOfReactorNetty() {
		Gauges meters = new Gauges(List.of(side("a", "one:80", 0, 2, 0), side("b", "one:80", 0, 2, 0)));
		DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
		List.of("a", "b", "c").forEach((name) -> beans.registerSingleton(name, ConnectionProvider.create(name, 2)));
		HttpClients clients = new HttpClients(new ExistingBeans(beans),
				List.of(new NettyHttpPools(getClass().getClassLoader(), meters)));
		assertThat(clients.pools()).extracting(WatchedPool::name).containsExactly("a", "b");
		assertThat(meters.walks).isEqualTo(1);
		assertThat(clients.silent()).extracting(HttpClients.Client::name).containsExactly("c");
		assertThat(meters.walks).isEqualTo(2);
	}

	@Test
	void readsTheConnectionManagerOfAnAsynchronousClientOfApache() {
		this.contextRunner.withBean("events", PoolingAsyncClientConnectionManager.class)
			.run((context) -> assertThat(usage(context)).isEqualTo(new Usage(0, 25, 0L, null)));
	}

	@Test
	void saysThatAClientOfJettyIsNotStarted() {
		this.contextRunner.withBean("idle", Idle.class)
			.run((context) -> assertThat(run(checks(context).get(0)).findings()).singleElement()
				.extracting(Finding::status, Finding::message)
				.containsExactly(Status.PASS, "HTTP client 'idle' of Jetty is not started"));
	}

	@Test
	void looksNeitherIntoCollectionsOfBeansNorIntoWhatBeansHoldThatIsNoClient() {
		this.contextRunner.withBean("hidden", Hidden.class).run((context) -> assertThat(ids(context)).isEmpty());
	}

	@Test
	void saysWhoTellsNothingAndCountsThatForNoVerdict() {
		this.contextRunner.withUserConfiguration(WithNetty.class, WithJdk.class).run((context) -> {
			Check check = checks(context).get(0);
			assertThat(check.definition().severity()).isEqualTo(Severity.INFO);
			assertThat(run(check).findings()).extracting(Finding::status, Finding::message, Finding::remedy)
				.anySatisfy(
						(said) -> assertThat(said.toString()).contains("INCONCLUSIVE", "'counted'", "metrics(true)"))
				.anySatisfy((said) -> assertThat(said.toString()).contains("PASS", "'jdk' of the JDK", "nobody waits"));
		});
	}

	@Test
	void findsThePoolThatClientsOfReactorNettyShareUnlessToldOtherwise() {
		this.contextRunner.withBean("resources", ReactorResourceFactory.class)
			.run((context) -> assertThat(run(checks(context).get(0)).findings()).extracting(Finding::message)
				.singleElement()
				.asString()
				.contains("'resources' of Reactor Netty"));
	}

	@Test
	void saysNothingWhereThereIsNoClient() {
		this.contextRunner.withUserConfiguration(Simple.class).run((context) -> assertThat(ids(context)).isEmpty());
	}

	/** Where those of Reactor Netty put their meters, as Boot does with its registry. */
	private ApplicationContextRunner withMeters() {
		return this.contextRunner.withBean(MeterRegistry.class, () -> this.meters);
	}

	private URI uri() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort() + "/");
	}

	private static List<MeterReadings.Gauge> side(String name, String address, int active, int max, int waiting) {
		return Map.of("active", active, "max", max, "pending", waiting)
			.entrySet()
			.stream()
			.map((figure) -> new MeterReadings.Gauge(
					"reactor.netty.connection.provider." + figure.getKey() + ".connections",
					Map.of("name", name, "id", "1", "remote.address", address), figure.getValue()))
			.toList();
	}

	private static RestClient client(ClientHttpRequestFactory factory) {
		return RestClient.builder().requestFactory(factory).build();
	}

	private void get(RestClient client) {
		client.get().uri(uri()).retrieve().toBodilessEntity();
	}

	private List<? extends Future<?>> calls(int number, Runnable call) {
		return IntStream.range(0, number).mapToObj((i) -> this.threads.submit(call)).toList();
	}

	private HttpServer server() {
		try {
			HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
			server.setExecutor(this.threads);
			server.createContext("/", this::handle);
			return server;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void handle(HttpExchange exchange) throws IOException {
		try {
			assertThat(this.answer.await(30, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		exchange.sendResponseHeaders(204, -1);
		exchange.close();
	}

	private static Usage usage(ApplicationContext context) {
		List<WatchedPool> pools = context.getBean("selfTestHttpClientPools", PoolSource.class).pools().toList();
		assertThat(pools).hasSize(1);
		return Objects.requireNonNull(pools.get(0).usage().get());
	}

	private static List<Check> checks(ApplicationContext context) {
		List<Check> checks = new ArrayList<>(context.getBean(SaturationChecks.class).checks());
		checks.addAll(context.getBean(SilentClients.class).checks());
		return checks;
	}

	private static List<String> ids(ApplicationContext context) {
		return checks(context).stream().map((check) -> check.definition().id()).toList();
	}

	private static CheckResult run(Check check) throws Exception {
		return check.run(TestCheckContext.of(check.definition()));
	}

	private static List<String> codes(CheckResult result) {
		return result.findings().stream().map((finding) -> finding.status() + " " + finding.code()).toList();
	}

	/** As most services do it: the client is no bean. */
	static class StockClient {

		final RestClient client;

		StockClient(RestClient.Builder builder) {
			this.client = builder.build();
		}

	}

	/** A service with a client of its own, of Spring WebFlux. */
	static final class StockReader {

		final ConnectionProvider provider = ConnectionProvider.builder("stock-reader")
			.maxConnections(2)
			.pendingAcquireTimeout(Duration.ofSeconds(30))
			.metrics(true)
			.build();

		private final WebClient client = WebClient.builder()
			.clientConnector(new ReactorClientHttpConnector(HttpClient.create(this.provider)))
			.build();

		List<CompletableFuture<ResponseEntity<Void>>> ask(URI uri, int number) {
			return IntStream.range(0, number)
				.mapToObj((i) -> this.client.get().uri(uri).retrieve().toBodilessEntity().toFuture())
				.toList();
		}

	}

	static final class Measured {

		final HttpClient client = HttpClient.create(ConnectionProvider.create("measured-client", 3))
			.metrics(true, (uri) -> uri);

	}

	static final class Idle {

		final org.eclipse.jetty.client.HttpClient client = new org.eclipse.jetty.client.HttpClient();

	}

	/** What the documentation says is not seen. */
	static final class Hidden {

		final Map<String, HttpClient> byName = Map.of("stock", HttpClient.create());

		final Optional<HttpClient> perhaps = Optional.of(HttpClient.create());

		final Measured noBean = new Measured();

	}

	/**
	 * Meters that tell the same at each walk.
	 */
	static final class Gauges implements MeterReadings {

		private final List<Gauge> gauges;

		int walks;

		Gauges(List<List<Gauge>> sides) {
			this.gauges = sides.stream().flatMap(List::stream).toList();
		}

		@Override
		public Optional<Timer> timer(String name, String tag, String value) {
			return Optional.empty();
		}

		@Override
		public OptionalDouble counter(String name, String tag, String value) {
			return OptionalDouble.empty();
		}

		@Override
		public List<Gauge> gauges(Set<String> names, String tag, Predicate<String> value) {
			this.walks++;
			return this.gauges.stream()
				.filter((gauge) -> names.contains(gauge.name()) && value.test(gauge.tags().getOrDefault(tag, "")))
				.toList();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Shared {

		@Bean
		PoolingHttpClientConnectionManager connections() {
			return new PoolingHttpClientConnectionManager();
		}

		@Bean
		CloseableHttpClient client(PoolingHttpClientConnectionManager connections) {
			return org.apache.hc.client5.http.impl.classic.HttpClients.custom()
				.setConnectionManager(connections)
				.build();
		}

		@Bean
		ClientHttpRequestFactory factory(CloseableHttpClient client) {
			return new HttpComponentsClientHttpRequestFactory(client);
		}

		@Bean
		RestTemplate template(ClientHttpRequestFactory factory) {
			RestTemplate template = new RestTemplate(factory);
			template.getInterceptors().add((request, body, execution) -> execution.execute(request, body));
			return template;
		}

		@Bean
		RestClient restClient(ClientHttpRequestFactory factory) {
			return HttpClientsTests.client(factory);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NotMade {

		@Bean
		@Lazy
		CloseableHttpClient lazy() {
			throw new IllegalStateException("nobody has asked for it");
		}

		@Bean
		Object holder() {
			return new Holder();
		}

		@Bean
		@Lazy
		MethodInterceptor advice() {
			throw new IllegalStateException("nobody has called what it advises");
		}

		@Bean
		Object advised(BeanFactory beans) {
			DefaultBeanFactoryPointcutAdvisor advisor = new DefaultBeanFactoryPointcutAdvisor();
			advisor.setBeanFactory(beans);
			advisor.setAdviceBeanName("advice");
			ProxyFactory proxy = new ProxyFactory((Runnable) () -> {
			});
			proxy.addAdvisor(advisor);
			return proxy.getProxy();
		}

	}

	/**
	 * A library whose pools are texts, some of which throw.
	 */
	static final class Texts implements HttpLibrary {

		@Override
		public boolean isPool(Object candidate) {
			return candidate instanceof String;
		}

		@Override
		public Usage usage(Object pool) {
			if (pool.equals("broken")) {
				throw new IllegalStateException("no figures");
			}
			return new Usage(0, 5, 0L, null);
		}

		@Override
		public Silence silence(String client) {
			return new Silence(client, null);
		}

	}

	static final class Holder {

		// as a field that is filled when it is used first
		@Nullable RestClient later;

	}

	@Configuration(proxyBeanMethods = false)
	static class Proxied {

		@Bean
		Function<String, String> proxied(RestClient.Builder builder) {
			ProxyFactory proxy = new ProxyFactory(new Caller(builder.build()));
			proxy.setInterfaces(Function.class);
			@SuppressWarnings("unchecked")
			Function<String, String> caller = (Function<String, String>) proxy.getProxy();
			return caller;
		}

		@Bean
		Stock stock(RestClient.Builder builder) {
			return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(builder.build()))
				.build()
				.createClient(Stock.class);
		}

	}

	record Caller(RestClient client) implements Function<String, String> {

		@Override
		public String apply(String path) {
			return path;
		}

	}

	interface Stock {

		@GetExchange("/stock")
		String stock();

	}

	@Configuration(proxyBeanMethods = false)
	static class WithJetty {

		@Bean
		ClientHttpRequestFactory jetty() {
			org.eclipse.jetty.client.HttpClient client = new org.eclipse.jetty.client.HttpClient();
			client.setMaxConnectionsPerDestination(2);
			return new JettyClientHttpRequestFactory(client);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithNetty {

		@Bean
		ClientHttpRequestFactory counted() {
			return new ReactorClientHttpRequestFactory(HttpClient.create(ConnectionProvider.builder("partners")
				.maxConnections(2)
				.pendingAcquireTimeout(Duration.ofSeconds(30))
				.metrics(true)
				.build()));
		}

		@Bean
		Object uncounted() {
			return new Uncounted(HttpClient.create(ConnectionProvider.create("silent", 3)));
		}

	}

	record Uncounted(HttpClient client) {

	}

	@Configuration(proxyBeanMethods = false)
	static class WithJdk {

		@Bean
		ClientHttpRequestFactory jdk() {
			return new JdkClientHttpRequestFactory();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Simple {

		@Bean
		RestClient simple() {
			return HttpClientsTests.client(new SimpleClientHttpRequestFactory());
		}

	}

}
