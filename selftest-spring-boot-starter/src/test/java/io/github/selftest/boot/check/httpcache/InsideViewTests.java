package io.github.selftest.boot.check.httpcache;

import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.selftest.api.Measurement;
import io.github.selftest.api.Status;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the look from inside at the requests of the probes.
 */
@Timeout(60)
@TestInstance(Lifecycle.PER_CLASS)
class InsideViewTests {

	private ConfigurableApplicationContext service;

	@BeforeAll
	void start() {
		this.service = CacheHost.onTomcat(CacheHost.PREFIX + "observe-handlers=true",
				CacheHost.PREFIX + "resources.session.path=/session", CacheHost.PREFIX + "resources.page.path=/page",
				CacheHost.PREFIX + "resources.language.path=/reads-language",
				"selftest.loopback.max-requests-per-second=10000");
	}

	@AfterAll
	void stop() {
		this.service.close();
	}

	@Test
	void failsOnASessionForAnAnswerThatCachesShare() throws Exception {
		assertThat(CacheRuns.of(CacheRuns.run(this.service, "httpCacheSession"), "cc-session-created")).singleElement()
			.satisfies((finding) -> assertThat(finding.status()).isEqualTo(Status.FAIL));
	}

	@Test
	void warnsAboutAHeaderThatIsReadAndNotNamed() throws Exception {
		assertThat(CacheRuns.of(CacheRuns.run(this.service, "httpCacheLanguage"), "vary-read-undeclared"))
			.singleElement()
			.satisfies((finding) -> {
				assertThat(finding.status()).isEqualTo(Status.WARN);
				assertThat(finding.observed()).isEqualTo("Accept-Language");
			});
	}

	@Test
	void tellsTheTimeThatA304Saves() throws Exception {
		assertThat(CacheRuns.of(CacheRuns.run(this.service, "httpCachePage"), "304-saves-work")).singleElement()
			.satisfies((finding) -> {
				assertThat(finding.observed()).matches("\\d+\\.\\d ms for the 304, handler calls: 1");
				assertThat(finding.status()).isEqualTo(Status.PASS);
			});
	}

	@Test
	void measuresWhatA304Saves() throws Exception {
		assertThat(CacheRuns.run(this.service, "httpCachePage").measurements()).extracting(Measurement::name)
			.contains("savedBy304", "handlerCallsFor304");
	}

	@Test
	void seesA304ForWhichNoHandlerIsCalled() {
		InsideView whole = new InsideView();
		whole.handlerCalled();
		whole.took(Duration.ofMillis(5));
		InsideView conditional = new InsideView();
		conditional.took(Duration.ofMillis(1));
		assertThat(SavedWork.of(whole, conditional)).get().satisfies((saved) -> {
			assertThat(saved.measurements()).extracting(Measurement::value).containsExactly(4.0, 0.0);
			assertThat(saved.measurements()).extracting(Measurement::unit).containsExactly("ms", "count");
		});
	}

	@Test
	void tellsNoCallsWhereSpringMvcMakesNone() {
		InsideView view = new InsideView();
		view.took(Duration.ofMillis(5));
		assertThat(SavedWork.of(view, view)).get()
			.satisfies((saved) -> assertThat(saved.measurements()).extracting(Measurement::name)
				.containsExactly("savedBy304"));
	}

	@Test
	void saysNothingOfAPageThatReadsNothing() throws Exception {
		assertThat(CacheRuns.of(CacheRuns.run(this.service, "httpCachePage"), "vary-read-undeclared")).isEmpty();
		assertThat(CacheRuns.of(CacheRuns.run(this.service, "httpCachePage"), "cc-session-created")).isEmpty();
	}

	@Test
	void expectsNothingOnceTheRunIsOver() throws Exception {
		CacheRuns.run(this.service, "httpCachePage");
		InsideViews views = this.service.getBean(InsideViews.class);
		String name = views.expect();
		assertThat(views.find(name)).isNotNull();
		assertThat(views.take(name)).isNotNull();
		assertThat(views.find(name)).isNull();
	}

	@Test
	void hasNoFilterUnlessToldTo() {
		try (ConfigurableApplicationContext plain = CacheHost.onTomcat()) {
			assertThat(plain.getBeansOfType(FilterRegistrationBean.class).values())
				.noneMatch((filter) -> filter.getFilter() instanceof InsideFilter);
		}
	}

}
