package io.github.selftest.boot.check.httpcache;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

import io.github.selftest.api.probe.PathVariableValues;
import io.github.selftest.api.probe.VerifyHttpCaching;
import io.github.selftest.boot.check.LoopbackAutoConfiguration;
import io.github.selftest.boot.check.TestService;

/**
 * A service with pages that are cached well, and others.
 */
final class CacheHost {

	static final String PREFIX = "selftest.check.http-cache.";

	private CacheHost() {
	}

	static ConfigurableApplicationContext onTomcat(String... properties) {
		return TestService.start(new Class<?>[] { OnTomcat.class }, properties);
	}

	static ConfigurableApplicationContext onJetty(String... properties) {
		return TestService.start(new Class<?>[] { OnJetty.class }, properties);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
			WebMvcAutoConfiguration.class, ErrorMvcAutoConfiguration.class,
			HttpMessageConvertersAutoConfiguration.class, LoopbackAutoConfiguration.class,
			HttpCacheCheckAutoConfiguration.class })
	static class OnTomcat extends Pages {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ JettyServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
			WebMvcAutoConfiguration.class, ErrorMvcAutoConfiguration.class,
			HttpMessageConvertersAutoConfiguration.class, LoopbackAutoConfiguration.class,
			HttpCacheCheckAutoConfiguration.class })
	static class OnJetty extends Pages {

	}

	static class Pages {

		@Bean
		PageController pageController() {
			return new PageController();
		}

		@Bean
		PathVariableValues pathVariableValues() {
			return (route) -> route.startsWith("/pages/") ? Map.of("id", "a b") : Map.of();
		}

	}

	@RestController
	static class PageController {

		volatile String text = "fresh eggs ".repeat(500);

		volatile int version = 1;

		private final CountDownLatch never = new CountDownLatch(1);

		@GetMapping("/page")
		@Nullable ResponseEntity<String> page(WebRequest request) {
			return page(request, "W/\"v%d\"".formatted(this.version));
		}

		@VerifyHttpCaching(name = "page-by-id")
		@GetMapping("/pages/{id}")
		@Nullable ResponseEntity<String> pageOf(@PathVariable String id, WebRequest request) {
			return page(request, "W/\"%s-%d\"".formatted(Integer.toHexString(id.length()), this.version));
		}

		@VerifyHttpCaching
		@GetMapping("/unknown/{other}")
		String unknown(@PathVariable String other) {
			return other;
		}

		@GetMapping("/bare")
		String bare() {
			return this.text;
		}

		@GetMapping("/broken")
		String broken() {
			throw new IllegalStateException("broken on purpose");
		}

		@GetMapping("/redirect")
		ResponseEntity<Void> redirect() {
			return ResponseEntity.status(302).header("Location", "/page").build();
		}

		@GetMapping("/hanging")
		String hanging() throws InterruptedException {
			return String.valueOf(this.never.await(5, TimeUnit.SECONDS));
		}

		@GetMapping("/changing")
		ResponseEntity<String> changing() {
			return ResponseEntity.ok().cacheControl(CacheControl.noCache()).body(Long.toString(System.nanoTime()));
		}

		@GetMapping("/session")
		ResponseEntity<String> session(HttpServletRequest request) {
			request.getSession(true);
			return ResponseEntity.ok()
				.cacheControl(CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic())
				.body("ok");
		}

		@GetMapping("/reads-language")
		ResponseEntity<String> readsLanguage(
				@RequestHeader(name = "Accept-Language", defaultValue = "en") String language) {
			return ResponseEntity.ok()
				.eTag("v1")
				.cacheControl(CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic())
				.body("language " + language);
		}

		@GetMapping("/late-tag")
		ResponseEntity<String> lateTag() {
			return ResponseEntity.ok().eTag("v1").cacheControl(CacheControl.noCache()).body("rendered each time");
		}

		@GetMapping("/dated")
		void dated(HttpServletResponse response) throws IOException {
			response.setHeader("ETag", "\"same\"");
			response.setDateHeader("Last-Modified", Duration.ofDays(this.version).toMillis());
			response.getWriter().write("version " + this.version);
		}

		@PostMapping("/orders")
		void order(HttpServletResponse response) {
			response.setStatus(201);
		}

		private @Nullable ResponseEntity<String> page(WebRequest request, String tag) {
			CacheControl policy = CacheControl.maxAge(Duration.ofMinutes(1)).cachePrivate().mustRevalidate();
			if (request.checkNotModified(tag)) {
				return ResponseEntity.status(304).cacheControl(policy).eTag(tag).varyBy("Accept-Encoding").build();
			}
			return ResponseEntity.ok()
				.contentType(MediaType.TEXT_PLAIN)
				.cacheControl(policy)
				.eTag(tag)
				.varyBy("Accept-Encoding")
				.body(this.text);
		}

	}

}
