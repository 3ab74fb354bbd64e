package io.github.selftest.boot.synthetic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.observation.annotation.Observed;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.selftest.api.synthetic.SyntheticContext;
import io.github.selftest.api.synthetic.SyntheticRequest;
import io.github.selftest.api.synthetic.SyntheticSigner;
import io.github.selftest.boot.TestPostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Signed requests, as monitors send them, to a service that has all of this switched on:
 * the filters, the split of the meters, the first hops and the objectives.
 */
class SyntheticTogetherTests {

	private static final SyntheticSigner SLOW = new SyntheticSigner("slow", Shop.OTHER_SECRET, "shop");

	private static final List<String> PATHS = List.of("/observed/1", "/deferred", "/streaming", "/callable", "/servlet",
			"/nowhere", "/broken");

	private static final List<String> WHO = List.of("/observed/1", "/deferred", "/streaming", "/callable", "/servlet");

	private static final Pattern LEFT_OUT = Pattern.compile("(selftest|synthetic|jvm_gc_pause|jvm_gc_concurrent)_.*");

	private static final Pattern OF_OBSERVATIONS = Pattern.compile("(http|jdbc|work|tasks)_.*");

	private static final Pattern COUNTS = Pattern.compile(".*_count(\\{.*)?|.*le=\"\\+Inf\".*|.*_total(\\{.*)?");

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final int ROUNDS = 3;

	private static EmbeddedPostgres database;

	private static Shop shop;

	private static Map<String, String> without;

	private static Map<String, String> between;

	private static Map<String, String> synthetic;

	private static final List<String> ANSWERS_TO_MONITORS = new ArrayList<>();

	private static final List<String> ANSWERS_TO_USERS = new ArrayList<>();

	@BeforeAll
	static void start() throws IOException {
		database = TestPostgres.start();
		new JdbcTemplate(database.getPostgresDatabase()).execute("create table product (name text)");
		try (Shop plain = service("selftest.enabled=false")) {
			rounds(plain, false);
			without = series(plain);
		}
		ANSWERS_TO_USERS.clear();
		shop = service(Shop.keys("management.server.port=0", "management.endpoints.web.exposure.include=*",
				"management.endpoint.selftest.access=unrestricted", "selftest.endpoint.show-details=always",
				"selftest.schedule.enabled=false", "selftest.synthetic.keys[1].id=slow",
				"selftest.synthetic.keys[1].secret=" + Shop.OTHER_SECRET,
				"selftest.synthetic.keys[1].requests-per-second=1",
				"selftest.synthetic.read-only-paths=POST /auth/token", "selftest.synthetic.propagation.executors=true",
				"selftest.synthetic.propagation.async-requests=true", "selftest.synthetic.read-only-connections=true",
				"selftest.check.pool.record-times=true", "selftest.rollout.tags.enabled=true",
				"selftest.check.fallback.proof.enabled=true"));
		rounds(shop, true);
		between = series(shop);
		await().untilAsserted(() -> assertThat(requests("synthetic_http_server_requests_seconds_count", ""))
			.isEqualTo(2 * ROUNDS * PATHS.size()));
		synthetic = synthetic();
	}

	@AfterAll
	static void stop() throws IOException {
		shop.close();
		database.close();
	}

	@Test
	void seriesOfUsersAreWhatTheyAreWithoutTheStarter() {
		assertThat(without).containsEntry(
				"http_server_requests_seconds_count{application=\"shop\",error=\"none\",exception=\"none\",method=\"GET\",outcome=\"SUCCESS\",status=\"200\",uri=\"/observed/{id}\",version=\"1\"}",
				String.valueOf(ROUNDS));
		assertThat(differences(without, between)).isEmpty();
	}

	@Test
	void workOfEachRequestIsKnownAsWhatItIs() {
		assertThat(ANSWERS_TO_MONITORS).isNotEmpty().allMatch("ci"::equals);
		assertThat(ANSWERS_TO_USERS).isNotEmpty().allMatch("user"::equals);
	}

	@Test
	void eachSignedRequestIsCountedApartAndOnce() {
		for (String uri : List.of("/observed/{id}", "/deferred", "/streaming", "/callable", "/broken")) {
			assertThat(count(synthetic, "synthetic_http_server_requests_seconds_count", uri)).as(uri)
				.isEqualTo(2 * ROUNDS);
		}
		assertThat(count(synthetic, "synthetic_work_seconds_count", "")).isEqualTo(2 * ROUNDS);
		assertThat(count(synthetic, "synthetic_jdbc_query_seconds_count", "")).isEqualTo(2 * ROUNDS);
	}

	@Test
	void refusalsOfVerifiedRequestsAreCountedApartAndThoseOfClaimsWithUsers() throws IOException {
		double before = requests("synthetic_http_server_requests_seconds_count", "status=\"403\"");
		double limited = requests("synthetic_http_server_requests_seconds_count", "status=\"429\"");
		double ofUsers = requests("http_server_requests_seconds_count", "status=\"403\"");
		assertThat(Wire
			.send(shop.port(), "POST", "/orders", Shop.headers(Shop.CI, SyntheticRequest.of("POST", "/orders")),
					new byte[0])
			.body()).contains("synthetic.no-grant");
		List<Integer> answers = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			answers.add(shop.send(SLOW, "GET", "/plain").status());
		}
		int refused = (int) answers.stream().filter((status) -> status == 429).count();
		assertThat(refused).isPositive();
		assertThat(shop.send("POST", "/orders", "X-Synthetic-Request: true").body())
			.contains("synthetic.claim-rejected");
		await().untilAsserted(() -> {
			assertThat(requests("synthetic_http_server_requests_seconds_count", "status=\"403\""))
				.isEqualTo(before + 1);
			assertThat(requests("synthetic_http_server_requests_seconds_count", "status=\"429\""))
				.isEqualTo(limited + refused);
			assertThat(requests("http_server_requests_seconds_count", "status=\"403\"")).isEqualTo(ofUsers + 1);
			assertThat(requests("http_server_requests_seconds_count", "status=\"429\"")).isZero();
			assertThat(scrape()).anyMatch((line) -> line.startsWith("selftest_synthetic_requests_total")
					&& line.contains("key=\"slow\"") && line.endsWith(" " + (double) refused));
			assertThat(scrape())
				.anyMatch((line) -> line.startsWith("selftest_synthetic_claims_total{") && line.contains("no-grant"));
		});
	}

	@Test
	void requestsToAManagementPortOfItsOwnAreVerifiedAndAddNoSeries() throws IOException {
		double verified = shop.count("verified", "none");
		List<String> headers = Shop.headers(Shop.CI, SyntheticRequest.of("GET", "/actuator/health"));
		assertThat(Wire.send(shop.managementPort(), "GET", "/actuator/health", headers, new byte[0]).status())
			.isEqualTo(200);
		assertThat(shop.count("verified", "none")).isEqualTo(verified + 1);
		assertThat(scrape()).noneMatch((line) -> line.contains("uri=\"/actuator"));
	}

	@Test
	void workOnScheduleBelongsToUsers() {
		assertThat(shop.context().getBean(Worker.class).regular()).isCompletedWithValue("user");
		assertThat(synthetic).noneSatisfy((series, count) -> assertThat(series).contains("tasks_scheduled"));
	}

	@Test
	void writesOfMonitorsWithoutATenantAreRefusedByTheDatabase() throws Exception {
		assertThat(shop.send(Shop.CI, "GET", "/write").status()).isEqualTo(500);
		assertThat(shop.send("GET", "/write").body()).isEqualTo("written 1");
		DataSource dataSource = shop.context().getBean(DataSource.class);
		assertThat(new JdbcTemplate(dataSource).queryForObject("select count(*) from product", Integer.class))
			.isEqualTo(1);
		assertThat(dataSource.isWrapperFor(HikariDataSource.class)).isTrue();
	}

	@Test
	void objectivesCountUsersOnly() throws IOException {
		double before = samples();
		String far = "X-Forwarded-For: 203.0.113.7";
		for (int i = 0; i < 5; i++) {
			List<String> headers = Shop.headers(Shop.CI, SyntheticRequest.of("GET", "/plain"));
			headers.add(far);
			assertThat(Wire.send(shop.port(), "GET", "/plain", headers, new byte[0]).status()).isEqualTo(200);
		}
		shop.send("GET", "/plain", far);
		await().untilAsserted(() -> assertThat(samples()).isEqualTo(before + 1));
	}

	@Test
	void overviewListsWhatFeaturesActOn() throws IOException {
		Wire.send(shop.managementPort(), "POST", "/actuator/selftest/continuous?wait=20s", List.of(), new byte[0]);
		JsonNode touched = JSON
			.readTree(Wire.send(shop.managementPort(), "GET", "/actuator/selftest", List.of(), new byte[0]).body())
			.path("touched");
		assertThat(touched.findValuesAsString("property")).contains("selftest.check.pool.record-times",
				"selftest.rollout.tags.enabled", "selftest.synthetic.read-only-connections",
				"selftest.synthetic.propagation.executors", "selftest.synthetic.propagation.async-requests");
		assertThat(touched.findValuesAsString("what")).contains("connection pool 'shop'", "all meters");
	}

	private static Set<Map.Entry<String, String>> differences(Map<String, String> one, Map<String, String> other) {
		Set<Map.Entry<String, String>> differences = new HashSet<>(one.entrySet());
		differences.removeAll(other.entrySet());
		other.entrySet().stream().filter((entry) -> !one.entrySet().contains(entry)).forEach(differences::add);
		return differences;
	}

	private static Shop service(String... properties) {
		List<String> all = new ArrayList<>(Arrays.asList(properties));
		all.addAll(List.of("spring.datasource.url=" + database.getJdbcUrl("postgres", "postgres"),
				"spring.datasource.hikari.pool-name=shop", "spring.task.execution.pool.core-size=2",
				"management.observations.annotations.enabled=true", "management.metrics.tags.application=shop",
				"management.metrics.tags.version=1",
				"management.metrics.distribution.percentiles-histogram.http=true"));
		return Shop.of(Service.class, all.toArray(String[]::new));
	}

	private static void rounds(Shop service, boolean monitored) throws IOException {
		for (int i = 0; i < ROUNDS; i++) {
			for (String path : PATHS) {
				monitor(service, path, monitored);
				keep(ANSWERS_TO_USERS, path, service.send("GET", path));
				monitor(service, path, monitored);
			}
		}
		service.context().getBean(Worker.class).regular().join();
		// of each exchange the client may see the end before it is counted
		await().untilAsserted(() -> assertThat(count(lines(service).toList(), "http_server_requests_seconds_count", ""))
			.isEqualTo(ROUNDS * PATHS.size()));
	}

	private static void monitor(Shop service, String path, boolean monitored) throws IOException {
		if (monitored) {
			keep(ANSWERS_TO_MONITORS, path, service.send(Shop.CI, "GET", path));
		}
	}

	private static void keep(List<String> answers, String path, Wire.Reply reply) {
		if (WHO.contains(path)) {
			assertThat(reply.status()).as(path).isEqualTo(200);
			// perhaps in chunks
			answers.add(reply.body().lines().filter(Set.of("ci", "user")::contains).findFirst().orElse(reply.body()));
		}
	}

	private static Map<String, String> series(Shop service) {
		Map<String, String> series = new TreeMap<>();
		lines(service).filter((line) -> !LEFT_OUT.matcher(line).matches()).forEach((line) -> {
			String id = line.substring(0, line.lastIndexOf(' '));
			boolean counted = OF_OBSERVATIONS.matcher(line).matches() && COUNTS.matcher(id).matches();
			series.put(id, counted ? line.substring(line.lastIndexOf(' ') + 1) : "some");
		});
		return series;
	}

	private static Map<String, String> synthetic() {
		Map<String, String> series = new TreeMap<>();
		scrape().stream()
			.filter((line) -> line.startsWith("synthetic_"))
			.forEach((line) -> series.put(line.substring(0, line.lastIndexOf(' ')),
					line.substring(line.lastIndexOf(' ') + 1)));
		return series;
	}

	private static double requests(String name, String label) {
		return count(scrape(), name, label);
	}

	private static double count(Map<String, String> series, String name, String uri) {
		return series.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().startsWith(name + "{")
					&& (uri.isEmpty() || entry.getKey().contains("uri=\"" + uri + "\"")))
			.mapToDouble((entry) -> Double.parseDouble(entry.getValue()))
			.sum();
	}

	private static double count(List<String> lines, String name, String label) {
		return lines.stream()
			.filter((line) -> line.startsWith(name + "{") && line.contains(label))
			.mapToDouble((line) -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
			.sum();
	}

	private static double samples() throws IOException {
		String body = Wire
			.send(shop.managementPort(), "POST", "/actuator/selftest/canary?wait=20s", List.of(), new byte[0])
			.body();
		return JSON.readTree(body).path("samples").asDouble();
	}

	private static List<String> scrape() {
		return lines(shop).toList();
	}

	private static Stream<String> lines(Shop service) {
		return service.context()
			.getBean(PrometheusMeterRegistry.class)
			.scrape()
			.lines()
			.filter((line) -> !line.startsWith("#"));
	}

	static String who() {
		return SyntheticContext.current().map(SyntheticContext::keyId).orElse("user");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableAsync(proxyTargetClass = true)
	@EnableScheduling
	@Import(Beans.class)
	@RestController
	static class Service {

		private final Worker worker;

		Service(Worker worker) {
			this.worker = worker;
		}

		@GetMapping("/plain")
		String plain() {
			return who();
		}

		@GetMapping("/observed/{id}")
		String observed(@PathVariable String id) {
			return this.worker.work();
		}

		@GetMapping("/deferred")
		DeferredResult<String> deferred() {
			DeferredResult<String> result = new DeferredResult<>();
			CompletableFuture<Void> handed = this.worker.later().thenAccept(result::setResult);
			result.onTimeout(() -> handed.cancel(false));
			return result;
		}

		@GetMapping("/streaming")
		StreamingResponseBody streaming() {
			return (out) -> out.write(who().getBytes(StandardCharsets.UTF_8));
		}

		@GetMapping("/callable")
		Callable<String> callable() {
			return SyntheticTogetherTests::who;
		}

		@GetMapping("/broken")
		String broken() {
			throw new IllegalStateException("expected by the test");
		}

		@GetMapping("/write")
		String write() {
			return this.worker.write();
		}

		@PostMapping("/orders")
		String order() {
			return who();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Beans {

		@Bean
		Worker worker(JdbcTemplate jdbc) {
			return new Worker(jdbc);
		}

		@Bean
		ServletRegistrationBean<Later> later() {
			ServletRegistrationBean<Later> servlet = new ServletRegistrationBean<>(new Later(), "/servlet");
			servlet.setAsyncSupported(true);
			return servlet;
		}

	}

	static class Worker {

		private final CompletableFuture<String> regular = new CompletableFuture<>();

		private final JdbcTemplate jdbc;

		Worker(JdbcTemplate jdbc) {
			this.jdbc = jdbc;
		}

		@Observed(name = "work")
		String work() {
			this.jdbc.queryForList("select name from product");
			return who();
		}

		@Transactional
		String write() {
			return "written " + this.jdbc.update("insert into product (name) values ('apple')");
		}

		CompletableFuture<String> regular() {
			return this.regular;
		}

		@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
		void regularly() {
			this.regular.complete(who());
		}

		@Async
		CompletableFuture<String> later() {
			return CompletableFuture.completedFuture(who());
		}

	}

	/**
	 * Answers in a second dispatch.
	 */
	static final class Later extends HttpServlet {

		@Override
		protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
			if (request.getAttribute("again") != null) {
				response.getWriter().write(who());
				return;
			}
			request.setAttribute("again", true);
			AsyncContext async = request.startAsync();
			async.start(async::dispatch);
		}

	}

}
