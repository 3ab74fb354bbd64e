package io.github.selftest.browser;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.deque.html.axecore.results.Results;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page in Chromium.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class PageInBrowserTests {

	private static final Duration SOON = Duration.ofSeconds(15);

	private static final String MARKUP = "</title><script>document.title='owned'</script>"
			+ "<img src=x onerror=\"document.title='owned'\"><b>bold</b>";

	private Browser browser;

	@BeforeAll
	void open() {
		this.browser = Browser.open();
	}

	@AfterAll
	void close() {
		this.browser.close();
	}

	@Test
	void pageIsCompleteWithoutScript() {
		try (Service service = Service.with(StagedEngine.failing()); Browser plain = Browser.withoutScript()) {
			plain.go(service.url(""));
			assertThat(plain.text()).contains("\u201cThe catalogue answers in time\u201d fails", "1,059 ms",
					"at most 750 ms", "last good", "Reload the page to see more.", "farm-shop-7c9f6d-x2k8p");
			assertThat(plain.count("svg.beat")).isEqualTo(8);
			assertThat(plain.text()).as("buttons that need the script").doesNotContain("now\n", "Copy as text");
		}
	}

	@Test
	void browserAsksForNothingElseAndComplainsOfNothing() {
		try (Service service = Service.with(StagedEngine.failing())) {
			this.browser.complaints();
			this.browser.go(service.url(""));
			assertThat(this.browser.evaluate("return performance.getEntriesByType('resource').map(e => e.name)"))
				.isEqualTo(List.of());
			assertThat(this.browser.complaints()).isEmpty();
		}
	}

	@Test
	void pageIsReadableWhereTheHostForbidsInlineCode() {
		try (Service service = Service.behindStrictHeaders(StagedEngine.failing())) {
			this.browser.go(service.url(""));
			assertThat(this.browser.evaluate("return getComputedStyle(document.querySelector('.hero')).display"))
				.as("style of the page")
				.isEqualTo("block");
			assertThat(this.browser.text()).contains("The catalogue answers in time", "1,059 ms", "Reload the page");
			assertThat(this.browser.evaluate("return document.querySelector('svg.beat').getBoundingClientRect().width"))
				.isEqualTo(240L);
			this.browser.complaints();
		}
	}

	@Test
	void markupOfOthersIsText() {
		try (Service service = Service.with(StagedEngine.odd(MARKUP, 1e308))) {
			for (String path : List.of("", "/smoke", "/smoke/odd")) {
				this.browser.go(service.url(path));
				assertThat(this.browser.driver().getTitle()).contains("<b>bold</b>").isNotEqualTo("owned");
				assertThat(this.browser.count("main b b, main img, main script")).isZero();
				assertThat(this.browser.count("a[href^='javascript']")).isZero();
				assertThat(this.browser.text("main")).contains("<b>bold</b>");
			}
			assertThat(this.browser.complaints()).allMatch((complaint) -> complaint.contains("status of 424"));
		}
	}

	@Test
	void hugeValueFitsIn() {
		try (Service service = Service.with(StagedEngine.odd("Odd", 1e308))) {
			this.browser.go(service.url("/smoke/odd"));
			assertThat(this.browser.text("main")).containsPattern("(9\\.\\d+e307|1\\.?\\d*e308)")
				.doesNotContain("NaN", "Infinity");
			assertThat(widerThanTheWindow()).isZero();
		}
	}

	@Test
	void hundredsOfChecksAreShownSoon() {
		try (Service service = Service.with(StagedEngine.large(300))) {
			this.browser.go(service.url(""));
			assertThat(this.browser.count("tr[data-key]")).isEqualTo(300);
			assertThat((Long) this.browser
				.evaluate("const n = performance.getEntriesByType('navigation')[0]; return Math.round(n.domComplete)"))
				.as("milliseconds until the page is complete")
				.isLessThan(3000);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Asia/Kolkata", "America/St_Johns", "UTC" })
	void timesAreThoseOfTheServiceAndOfTheReader(String zone) {
		try (Service service = Service.with(StagedEngine.failing())) {
			this.browser.zone(zone).go(service.url(""));
			assertThat(this.browser.text(".when")).contains("UTC (7 min");
			assertThat(this.browser.evaluate("return document.querySelector('.when time').title")).asString()
				.endsWith("on your clock");
			this.browser.zone("UTC");
		}
	}

	@ParameterizedTest
	@CsvSource({ "false,''", "true,''", "false,/smoke/catalogueIsFast", "true,/smoke/catalogueIsFast",
			"false,/continuous", "true,/continuous" })
	void everybodyCanUseIt(boolean dark, String path) {
		try (Service service = Service.with(StagedEngine.failing())) {
			this.browser.dark(dark).go(service.url(path));
			Results results = new AxeBuilder().analyze(this.browser.driver());
			assertThat(results.getPasses()).isNotEmpty();
			assertThat(results.getViolations()).as(described(results.getViolations()))
				.noneMatch((rule) -> List.of("serious", "critical").contains(rule.getImpact()));
			this.browser.dark(false);
		}
	}

	@ParameterizedTest
	@CsvSource({ "false,''", "true,''", "false,/smoke", "false,/smoke/catalogueIsFast", "true,/smoke/catalogueIsFast" })
	void whatIsMutedIsToldToEverybody(boolean dark, String path) {
		try (Service service = Service.with(StagedEngine.muted())) {
			this.browser.dark(dark).go(service.url(path));
			assertThat(this.browser.text("h1")).contains(" muted");
			assertThat(this.browser.text(".muted")).contains("check 'catalogueIsFast' until", "OPS-17", "By ada");
			Results results = new AxeBuilder().analyze(this.browser.driver());
			assertThat(results.getViolations()).as(described(results.getViolations()))
				.noneMatch((rule) -> List.of("serious", "critical").contains(rule.getImpact()));
			this.browser.dark(false).size(360, 740);
			assertThat(widerThanTheWindow()).isZero();
			this.browser.size(1200, 1000);
		}
	}

	@Test
	void strangerSeesNeitherReasonNorAuthor() {
		try (Service service = Service.with(StagedEngine.muted(), "selftest.endpoint.show-details=never")) {
			this.browser.go(service.url(""));
			assertThat(this.browser.text(".muted")).contains("Something is muted until");
			assertThat(this.browser.text("body")).doesNotContain("OPS-17", "By ada");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/smoke", "/smoke/catalogueIsFast", "/smoke/odd" })
	void phoneNeedsNoScrollingSideways(String path) {
		StagedEngine engine = path.endsWith("odd") ? StagedEngine.odd("unbreakable".repeat(20), 1e308)
				: StagedEngine.failing();
		try (Service service = Service.with(engine)) {
			this.browser.size(360, 740).go(service.url(path));
			assertThat(widerThanTheWindow()).isZero();
			this.browser.size(1200, 1000);
		}
	}

	@Test
	void keyboardReachesWhatTheMouseDoes() {
		try (Service service = Service.with(StagedEngine.failing())) {
			this.browser.go(service.url(""));
			new Actions(this.browser.driver()).sendKeys(Keys.TAB).perform();
			assertThat(focused()).isEqualTo("Skip to the verdict");
			new Actions(this.browser.driver()).sendKeys(Keys.ENTER, Keys.TAB).perform();
			assertThat(focused()).isEqualTo("The catalogue answers in time");
			assertThat(this.browser.evaluate("return getComputedStyle(document.activeElement).outlineStyle"))
				.isEqualTo("solid");
		}
	}

	@Test
	void pageFollowsWhatHappensWithoutLosingTheFocus() {
		StagedEngine engine = StagedEngine.healthy();
		try (Service service = Service.with(engine)) {
			this.browser.go(service.url(""));
			assertThat(this.browser.text("h1")).isEqualTo("All is well: 8 checks pass");
			this.browser.evaluate("window.row = document.querySelector('[data-key=check-poolShop]');"
					+ "window.row.querySelector('a').focus()");
			engine.change("databaseAnswers", Finding.fail("custom.gone", "The database is gone"));
			this.browser.until(SOON, "return document.title.includes('fails')");
			assertThat(this.browser.text(".troubles")).contains("The database is gone");
			assertThat(this.browser.text("#said")).startsWith("Changed: ");
			assertThat(this.browser
				.evaluate("return window.row.isConnected && window.row.contains(document.activeElement)"))
				.as("row and focus are kept")
				.isEqualTo(true);
		}
	}

	@Test
	void pageSaysThatItHasLostTheInstance() {
		Service service = Service.with(StagedEngine.healthy());
		this.browser.go(service.url(""));
		service.close();
		this.browser.until(Duration.ofSeconds(30), "return !!document.querySelector('.lost')");
		assertThat(this.browser.text(".lost")).contains("No contact with this instance", "What you see is from");
		this.browser.complaints();
	}

	@Test
	void runTellsItsProgressAndItsEnd() {
		try (Service service = Service.withRealEngine(SlowChecks.class, "selftest.checks.slow.interval=1h",
				"selftest.checks.quick.interval=1h")) {
			this.browser.go(service.url(""));
			this.browser.until(SOON, "return document.title.includes('All is well')");
			this.browser.click("button[data-name=smoke]");
			this.browser.until(SOON,
					"const said = /Running smoke: (\\d+) of (\\d+) checks/.exec(document.getElementById('said').textContent);"
							+ "return !!said && 0 < Number(said[1]) && Number(said[1]) < Number(said[2])");
			this.browser.until(SOON, "return document.getElementById('said').textContent === 'smoke was run: PASS'");
		}
	}

	@Test
	void serviceThatNobodyHasComeToAlarmsNobody() {
		try (Service service = Service.withRealEngine(SlowChecks.class, "selftest.checks.slow.interval=1h",
				"selftest.checks.quick.interval=1h", "selftest.checks.sloSuccessRate.interval=1s",
				"selftest.checks.sloLatency.interval=1s")) {
			this.browser.go(service.url(""));
			this.browser.until(SOON, "return document.title.includes('All is well so far')");
			this.browser.until(SOON, "return !!document.querySelector('.hero.pass .waiting')");
			assertThat(this.browser.text(".waiting")).contains("\u201ccanary\u201d waits for more to judge by",
					"30 more needed");
			assertThat(this.browser.text(".patience")).contains("Requests of users succeed");
			assertThat(this.browser.count(".troubles")).isZero();
			Results results = new AxeBuilder().analyze(this.browser.driver());
			assertThat(results.getViolations()).as(described(results.getViolations()))
				.noneMatch((rule) -> List.of("serious", "critical").contains(rule.getImpact()));
		}
	}

	@Test
	void runThatIsRefusedIsToldSo() {
		try (Service service = Service.with(StagedEngine.healthy())) {
			this.browser.go(service.url("/smoke"));
			this.browser.evaluate("document.querySelector('button.run').dataset.run = '../selftest/deep'");
			this.browser.click("button.run");
			this.browser.until(SOON, "return document.getElementById('said').textContent.includes('(403)')");
			assertThat(this.browser.text("#said")).contains("smoke was not run: group-not-open");
			this.browser.complaints();
		}
	}

	@Test
	void buttonIsHiddenWhereNothingMayBeRun() {
		try (Service service = Service.with(StagedEngine.healthy(), "management.endpoint.selftest.access=read-only")) {
			this.browser.go(service.url(""));
			assertThat(this.browser.count("button.run")).isZero();
			assertThat(this.browser.text("footer")).contains("Copy as text");
		}
	}

	@Test
	void textIsCopiedForTheIncidentChannel() {
		try (Service service = Service.with(StagedEngine.failing())) {
			this.browser.go(service.url(""));
			this.browser.evaluate(
					"navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }");
			this.browser.click("#copy");
			this.browser.until(SOON, "return document.getElementById('said').textContent === 'Copied.'");
			assertThat(this.browser.evaluate("return window.copied")).asString()
				.startsWith("FAIL: ")
				.contains("observed: 1,059 ms", service.url(""));
		}
	}

	@Test
	void badgeIsAPicture() {
		try (Service service = Service.with(StagedEngine.failing())) {
			this.browser.go(service.url("/smoke?as=badge"));
			assertThat(this.browser.evaluate("return document.documentElement.nodeName")).isEqualTo("svg");
			assertThat(this.browser.evaluate("return [...document.querySelectorAll('text')].every("
					+ "(t) => t.getBBox().width <= document.documentElement.width.baseVal.value)"))
				.isEqualTo(true);
		}
	}

	private String focused() {
		return String.valueOf(this.browser.evaluate("return document.activeElement.textContent"));
	}

	private long widerThanTheWindow() {
		Object width = this.browser.evaluate(
				"return Math.max(0, Math.ceil(document.documentElement.scrollWidth - document.documentElement.clientWidth))");
		return (width instanceof Number number) ? number.longValue() : -1;
	}

	private static String described(List<Rule> violations) {
		StringBuilder text = new StringBuilder();
		violations.forEach((rule) -> text.append(rule.getImpact())
			.append(' ')
			.append(rule.getId())
			.append(' ')
			.append(rule.getNodes())
			.append('\n'));
		return text.toString();
	}

	@Configuration(proxyBeanMethods = false)
	static class SlowChecks {

		@Bean
		Check quick() {
			return check("quick", 0);
		}

		@Bean
		Check slow() {
			return check("slow", 2500);
		}

		private static Check check(String id, int millis) {
			return new Check() {

				@Override
				public CheckDefinition definition() {
					return CheckDefinition.builder(id).build();
				}

				@Override
				public CheckResult run(CheckContext context) throws InterruptedException {
					Thread.sleep(millis);
					return CheckResult.of(Finding.pass("custom.done", "Done"));
				}

			};
		}

	}

}
