package io.github.selftest.boot.check.httpcache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.filter.ShallowEtagHeaderFilter;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.WebContentInterceptor;

import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Status;
import io.github.selftest.boot.check.TestService;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The defects of a service with nothing but documented properties of Spring Boot, each
 * through the probe that finds it, on Tomcat and Jetty.
 */
@Timeout(60)
class MeasuredDefectsTests {

	@TempDir
	Path files;

	@BeforeEach
	void writeFiles() throws IOException {
		String script = "console.log('fresh eggs');\n".repeat(700);
		Files.writeString(this.files.resolve("app.js"), script);
		Path old = Files.writeString(this.files.resolve("old.js"), script);
		Files.setLastModifiedTime(old, FileTime.from(Instant.parse("1980-02-01T00:00:00Z")));
		Files.setLastModifiedTime(this.files.resolve("app.js"), FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
	}

	@Test
	void areFoundOnTomcat() throws Exception {
		try (ConfigurableApplicationContext service = CacheHost.onTomcat(properties())) {
			assertThat(bad(service, "httpCacheFile")).contains("WARN 304-vary", "WARN if-range-stale",
					"WARN range-encoding-coherent");
			assertThat(bad(service, "httpCacheVersioned")).contains("WARN inm-versioned-resource");
			assertThat(bad(service, "httpCacheOld")).contains("FAIL lm-normalised-timestamp");
		}
	}

	@Test
	void areFoundOnJetty() throws Exception {
		try (ConfigurableApplicationContext service = CacheHost.onJetty(properties())) {
			assertThat(bad(service, "httpCacheFile")).contains("WARN 304-content-length-zero", "WARN if-range-stale",
					"WARN range-encoding-coherent");
			assertThat(bad(service, "httpCacheVersioned")).contains("WARN inm-versioned-resource");
		}
	}

	@Test
	void errorsThatInheritThePolicyAreFound() throws Exception {
		try (ConfigurableApplicationContext service = TestService
			.start(new Class<?>[] { CacheHost.OnTomcat.class, OnePolicy.class }, properties())) {
			assertThat(bad(service, "httpCacheBroken")).contains("FAIL cc-error-cacheable");
		}
	}

	@Test
	void canBeRaisedToFailures() throws Exception {
		try (ConfigurableApplicationContext service = CacheHost
			.onTomcat(with(CacheHost.PREFIX + "framework-defects=fail"))) {
			assertThat(bad(service, "httpCacheFile")).contains("FAIL 304-vary", "FAIL if-range-stale");
		}
	}

	@Test
	void makeNoStockServiceFail() throws Exception {
		try (ConfigurableApplicationContext service = CacheHost.onTomcat(properties())) {
			assertThat(bad(service, "httpCacheFile")).noneMatch((finding) -> finding.startsWith("FAIL"));
			assertThat(bad(service, "httpCacheBare")).noneMatch((finding) -> finding.startsWith("FAIL"));
			assertThat(bad(service, "httpCachePage")).noneMatch((finding) -> finding.startsWith("FAIL"));
		}
		try (ConfigurableApplicationContext service = CacheHost.onJetty(properties())) {
			assertThat(bad(service, "httpCacheFile")).noneMatch((finding) -> finding.startsWith("FAIL"));
			assertThat(bad(service, "httpCacheBare")).noneMatch((finding) -> finding.startsWith("FAIL"));
			assertThat(bad(service, "httpCachePage")).noneMatch((finding) -> finding.startsWith("FAIL"));
		}
	}

	@Test
	void makeNoStockServiceWithSpringSecurityFail() throws Exception {
		try (ConfigurableApplicationContext service = TestService
			.start(new Class<?>[] { CacheHost.OnTomcat.class, Secured.class }, properties())) {
			assertThat(bad(service, "httpCacheFile")).noneMatch((finding) -> finding.startsWith("FAIL"));
			assertThat(bad(service, "httpCacheBare")).noneMatch((finding) -> finding.startsWith("FAIL"));
			assertThat(bad(service, "httpCachePage")).noneMatch((finding) -> finding.startsWith("FAIL"));
		}
	}

	@ParameterizedTest
	@MethodSource("stockServices")
	void makeNoServiceFailThatIsPutTogetherFromStock(List<Class<?>> parts, List<String> properties) throws Exception {
		try (ConfigurableApplicationContext service = TestService.start(parts.toArray(Class<?>[]::new),
				with(properties.toArray(String[]::new)))) {
			for (String resource : stockResources(parts)) {
				CheckResult result = CacheRuns.run(service, resource);
				assertThat(result.findings()).filteredOn((finding) -> finding.status() == Status.FAIL)
					.as(resource)
					.isEmpty();
			}
		}
	}

	// on Jetty the filter loses the length of a HEAD, and nothing in the ETag of a
	// versioned file tells that there is the filter
	private static List<String> stockResources(List<Class<?>> parts) {
		List<String> resources = List.of("httpCacheFile", "httpCacheBare", "httpCachePage", "httpCacheVersioned");
		return parts.contains(Tagged.class) ? resources.subList(0, 3) : resources;
	}

	static Stream<Arguments> stockServices() {
		List<String> none = List.of();
		List<String> plain = List.of("compress=false");
		return Stream.of(CacheHost.OnTomcat.class, CacheHost.OnJetty.class)
			.flatMap((server) -> Stream.of(Arguments.of(List.of(server), plain),
					Arguments.of(List.of(server, Secured.class), none),
					Arguments.of(List.of(server, Secured.class), plain),
					Arguments.of(List.of(server, Tagged.class), none),
					Arguments.of(List.of(server, Tagged.class), plain),
					Arguments.of(List.of(server, Tagged.class, Secured.class), none)));
	}

	private List<String> bad(ConfigurableApplicationContext service, String id) throws Exception {
		return CacheRuns.bad(CacheRuns.run(service, id));
	}

	private String[] properties() {
		return with();
	}

	private String[] with(String... more) {
		Stream<String> resources = Stream.of("file.path=/app.js", "old.path=/old.js", "versioned.path=/app.js",
				"versioned.versioned=true", "bare.path=/bare", "page.path=/page", "broken.path=/broken");
		Stream<String> all = Stream.concat(resources.map((resource) -> CacheHost.PREFIX + "resources." + resource),
				Stream.of(CacheHost.PREFIX + "tier=deep", "server.compression.enabled=${compress:true}",
						"spring.web.resources.static-locations=" + this.files.toUri(),
						"spring.web.resources.chain.strategy.content.enabled=true",
						"selftest.loopback.max-requests-per-second=10000", "logging.level.root=OFF"));
		return Stream.concat(all, Stream.of(more)).toArray(String[]::new);
	}

	@Configuration(proxyBeanMethods = false)
	static class Tagged {

		@Bean
		FilterRegistrationBean<ShallowEtagHeaderFilter> shallowEtagHeaderFilter() {
			return new FilterRegistrationBean<>(new ShallowEtagHeaderFilter());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OnePolicy implements WebMvcConfigurer {

		@Override
		public void addInterceptors(InterceptorRegistry registry) {
			WebContentInterceptor policy = new WebContentInterceptor();
			policy.setCacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic());
			registry.addInterceptor(policy);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SecurityAutoConfiguration.class, UserDetailsServiceAutoConfiguration.class,
			ServletWebSecurityAutoConfiguration.class, SecurityFilterAutoConfiguration.class })
	static class Secured {

		@Bean
		SecurityFilterChain open(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll()).build();
		}

	}

}
