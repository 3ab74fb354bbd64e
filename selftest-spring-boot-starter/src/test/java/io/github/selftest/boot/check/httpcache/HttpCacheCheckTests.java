package io.github.selftest.boot.check.httpcache;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Status;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
@TestInstance(Lifecycle.PER_CLASS)
class HttpCacheCheckTests {

	private ConfigurableApplicationContext service;

	@BeforeAll
	void start() {
		this.service = CacheHost.onTomcat(CacheHost.PREFIX + "tier=deep", CacheHost.PREFIX + "resources.page.path=/page",
				CacheHost.PREFIX + "resources.bare.path=/bare", CacheHost.PREFIX + "resources.broken.path=/broken",
				CacheHost.PREFIX + "resources.redirect.path=/redirect", CacheHost.PREFIX + "resources.hanging.path=/hanging",
				CacheHost.PREFIX + "timeout=500ms", CacheHost.PREFIX + "resources.changing.path=/changing",
				CacheHost.PREFIX + "resources.by-id.path=/pages/{id}", "selftest.loopback.max-requests-per-second=10000");
	}

	@AfterAll
	void stop() {
		this.service.close();
	}

	@Test
	void passesOnAPageThatIsCachedWell() throws Exception {
		CheckResult result = CacheRuns.run(this.service, "httpCachePage");
		System.out.println(result);
		assertThat(CacheRuns.bad(result)).containsExactly("WARN cc-notfound-heuristic");
		System.out.println(CacheRuns.run(this.service, "httpCacheBare"));
		System.out.println(CacheRuns.run(this.service, "httpCacheBroken"));
		System.out.println(CacheRuns.run(this.service, "httpCacheRedirect"));
		System.out.println(CacheRuns.run(this.service, "httpCacheHanging"));
		System.out.println(CacheRuns.run(this.service, "httpCacheChanging"));
		System.out.println(CacheRuns.run(this.service, "httpCacheRoutes"));
		System.out.println(CacheRuns.ids(this.service));
	}

	@Test
	void asksForARouteWithTheValuesOfItsVariables() throws Exception {
		CheckResult result = CacheRuns.run(this.service, "httpCacheById");
		assertThat(CacheRuns.bad(result)).containsExactly("WARN cc-notfound-heuristic");
	}

}
