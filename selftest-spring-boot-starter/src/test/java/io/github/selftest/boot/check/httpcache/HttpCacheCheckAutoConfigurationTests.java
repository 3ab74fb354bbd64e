package io.github.selftest.boot.check.httpcache;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import io.github.selftest.boot.check.LoopbackAutoConfiguration;
import io.github.selftest.boot.check.SelfTestConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;

class HttpCacheCheckAutoConfigurationTests {

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(LoopbackAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
					WebMvcAutoConfiguration.class, HttpCacheCheckAutoConfiguration.class));

	@Test
	void declaresNothingAndListsRoutesByDefault() {
		this.contextRunner.run((context) -> {
			assertThat(context.getBean(HttpCacheChecks.class).checks()).isEmpty();
			assertThat(CacheRuns.ids(context)).containsExactly("httpCacheRoutes");
		});
	}

	@Test
	void declaresACheckForEachResource() {
		this.contextRunner
			.withPropertyValues(CacheHost.PREFIX + "resources.product-page.path=/products/1",
					CacheHost.PREFIX + "resources.css.path=/app.css")
			.run((context) -> assertThat(CacheRuns.ids(context)).contains("httpCacheProductPage", "httpCacheCss"));
	}

	@ParameterizedTest
	@CsvSource({ "selftest.enabled=false", "selftest.check.http-cache.enabled=false" })
	void backsOffWhenDisabled(String property) {
		this.contextRunner.withPropertyValues(property)
			.run((context) -> assertThat(context).doesNotHaveBean(HttpCacheChecks.class)
				.doesNotHaveBean(RouteCoverageCheck.class));
	}

	@Test
	void backsOffWithoutAServer() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(LoopbackAutoConfiguration.class, HttpCacheCheckAutoConfiguration.class))
			.run((context) -> assertThat(context).doesNotHaveBean(HttpCacheChecks.class));
	}

	@Test
	void knowsNoRoutesWithoutSpringMvc() {
		new WebApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(LoopbackAutoConfiguration.class, HttpCacheCheckAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader(RequestMappingHandlerMapping.class))
			.run((context) -> assertThat(context).hasSingleBean(HttpCacheChecks.class)
				.doesNotHaveBean(RouteCoverageCheck.class));
	}

	@ParameterizedTest
	@CsvSource({ "resources.a.path=products, selftest.check.http-cache.resources.a.path",
			"resources.a.path=//example.org/, selftest.check.http-cache.resources.a.path",
			"resources.a.title=nothing, selftest.check.http-cache.resources.a.path",
			"resources.a.missing-path=nothing, selftest.check.http-cache.resources.a",
			"timeout=0s, selftest.check.http-cache.timeout", "max-body=0B, selftest.check.http-cache.max-body",
			"vary.User-Agent=Mozilla, selftest.check.http-cache.vary.User-Agent",
			"vary.Host=example.org, selftest.check.http-cache.vary.Host",
			"interval=-1s, selftest.check.http-cache.interval", "peer.url=staging, selftest.check.http-cache.peer.url",
			"passive.window=1s, selftest.check.http-cache.passive.window",
			"passive.min-requests=0, selftest.check.http-cache.passive.min-requests",
			"passive.min-share=5, selftest.check.http-cache.passive.min-share",
			"ignore[0].rule=no-such-rule, selftest.check.http-cache.ignore[0].rule",
			"ignore[0].rule=inm-304, selftest.check.http-cache.ignore[0].reason" })
	void namesThePropertyThatIsWrong(String property, String named) {
		this.contextRunner.withPropertyValues(CacheHost.PREFIX + property)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(SelfTestConfigurationException.class)
				.hasMessageContaining(named));
	}

	@Test
	void probesDiscoveredRoutesWhenToldTo() {
		this.contextRunner.withUserConfiguration(CacheHost.Pages.class)
			.withPropertyValues(CacheHost.PREFIX + "probe-discovered=true", CacheHost.PREFIX + "resources.a.path=/page")
			.run((context) -> assertThat(CacheRuns.ids(context)).contains("httpCacheLateTag", "httpCacheBare")
				.doesNotContain("httpCachePage", "httpCacheOrders"));
	}

}
