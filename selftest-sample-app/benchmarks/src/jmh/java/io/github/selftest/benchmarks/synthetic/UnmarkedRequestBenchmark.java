package io.github.selftest.benchmarks.synthetic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
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
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * What the three filters cost a request without the mark, as a browser sends it to
 * Tomcat. The target is less than 100 ns and no allocation; run it with {@code -prof gc}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class UnmarkedRequestBenchmark {

	private static final Map<String, String> BROWSER = Map.ofEntries(Map.entry("Host", "shop.example"),
			Map.entry("Connection", "keep-alive"), Map.entry("User-Agent", "Mozilla/5.0 (X11; Linux x86_64)"),
			Map.entry("Accept", "text/html,application/xhtml+xml"), Map.entry("Accept-Encoding", "gzip, br"),
			Map.entry("Accept-Language", "en-GB,en;q=0.5"), Map.entry("Referer", "https://shop.example/"),
			Map.entry("Cookie", "session=0123456789abcdef"), Map.entry("Sec-Fetch-Site", "same-origin"),
			Map.entry("Sec-Fetch-Mode", "navigate"), Map.entry("X-Forwarded-For", "192.0.2.1"),
			Map.entry("X-Forwarded-Proto", "https"));

	/** The sample has its own, which is not started here. */
	private static final String DATABASE = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
			+ "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration";

	private ConfigurableApplicationContext context;

	private Filter recognition;

	private FilterChain chain;

	private FilterChain end;

	private Request request;

	private Response response;

	private int served;

	@Setup
	public void start() {
		this.context = new SpringApplicationBuilder(Service.class).bannerMode(Banner.Mode.OFF)
			.run("--server.port=0", "--server.address=127.0.0.1", "--spring.application.name=shop",
					"--spring.autoconfigure.exclude=" + DATABASE, "--logging.level.root=WARN",
					"--selftest.schedule.enabled=false", "--selftest.synthetic.keys[0].id=ci",
					"--selftest.synthetic.keys[0].secret=0123456789abcdef0123456789abcdef");
		this.recognition = filter("selfTestSyntheticRecognitionFilter");
		Filter refusal = filter("selfTestSyntheticRefusalFilter");
		this.end = (servedRequest, servedResponse) -> this.served++;
		Filter otherMethod = filter("selfTestSyntheticOtherMethodFilter");
		FilterChain last = (passedRequest, passedResponse) -> otherMethod.doFilter(passedRequest, passedResponse,
				this.end);
		this.chain = (passedRequest, passedResponse) -> refusal.doFilter(passedRequest, passedResponse, last);
		Connector connector = new Connector();
		org.apache.coyote.Request received = new org.apache.coyote.Request();
		BROWSER.forEach((name, value) -> {
			byte[] nameBytes = name.getBytes(StandardCharsets.US_ASCII);
			byte[] valueBytes = value.getBytes(StandardCharsets.US_ASCII);
			received.getMimeHeaders()
				.addValue(nameBytes, 0, nameBytes.length)
				.setBytes(valueBytes, 0, valueBytes.length);
		});
		this.request = new Request(connector, received);
		this.response = new Response(new org.apache.coyote.Response());
	}

	private Filter filter(String bean) {
		return this.context.getBean(bean, FilterRegistrationBean.class).getFilter();
	}

	@TearDown
	public void stop() {
		this.context.close();
	}

	@Benchmark
	public int withoutFilters() throws IOException, ServletException {
		this.end.doFilter(this.request, this.response);
		return this.served;
	}

	@Benchmark
	public int withFilters() throws IOException, ServletException {
		this.recognition.doFilter(this.request, this.response, this.chain);
		return this.served;
	}

	/**
	 * The service.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	public static class Service {

	}

}
