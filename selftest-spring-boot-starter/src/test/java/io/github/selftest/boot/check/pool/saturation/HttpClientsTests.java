package io.github.selftest.boot.check.pool.saturation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.aopalliance.intercept.MethodInterceptor;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
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
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.JettyClientHttpRequestFactory;
import org.springframework.http.client.ReactorClientHttpRequestFactory;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.client.support.RestClientAdapter;
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

	private HttpServer server = server();

	@BeforeEach
	void start() {
		this.server.start();
	}

	@AfterEach
	void stop() {
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
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		Metrics.addRegistry(meters);
		try {
			this.contextRunner.withBean(MeterRegistry.class, () -> meters)
				.withUserConfiguration(WithNetty.class)
				.run((context) -> {
					assertThat(ids(context)).containsExactly("poolHttpClients");
					calls(3, () -> get(client(context.getBean("counted", ClientHttpRequestFactory.class))));
					await().untilAsserted(() -> assertThat(usage(context)).isEqualTo(new Usage(2, 2, 1L, null)));
					assertThat(ids(context)).containsExactly("poolCounted", "poolHttpClients");
				});
		}
		finally {
			Metrics.removeRegistry(meters);
		}
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

	private static RestClient client(ClientHttpRequestFactory factory) {
		return RestClient.builder().requestFactory(factory).build();
	}

	private void get(RestClient client) {
		client.get()
			.uri(URI.create("http://127.0.0.1:" + this.server.getAddress().getPort() + "/"))
			.retrieve()
			.toBodilessEntity();
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
