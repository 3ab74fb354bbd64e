package io.github.selftest.browser;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A Chromium without a window.
 */
final class Browser implements AutoCloseable {

	private final ChromeDriver driver;

	private Browser(boolean script) {
		ChromeOptions options = new ChromeOptions();
		options.setBinary(program("chromium"));
		options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
				"--hide-scrollbars", "--no-first-run", "--disable-background-networking");
		if (!script) {
			options.setExperimentalOption("prefs", Map.of("profile.managed_default_content_settings.javascript", 2));
		}
		LoggingPreferences logs = new LoggingPreferences();
		logs.enable(LogType.BROWSER, java.util.logging.Level.ALL);
		options.setCapability("goog:loggingPrefs", logs);
		this.driver = new ChromeDriver(
				new ChromeDriverService.Builder().usingDriverExecutable(new java.io.File(program("chromedriver")))
					.usingAnyFreePort()
					.build(),
				options);
		this.driver.manage().timeouts().pageLoadTimeout(Duration.ofSeconds(20));
		size(1200, 1000);
	}

	static Browser open() {
		return new Browser(true);
	}

	static Browser withoutScript() {
		return new Browser(false);
	}

	ChromeDriver driver() {
		return this.driver;
	}

	Browser size(int width, int height) {
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
		return this;
	}

	Browser dark(boolean dark) {
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
		return this;
	}

	Browser zone(String zone) {
		this.driver.executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", zone));
		return this;
	}

	Browser go(String url) {
		this.driver.get(url);
		return this;
	}

	String text() {
		return text("body");
	}

	String text(String selector) {
		return this.driver.findElement(By.cssSelector(selector)).getText();
	}

	int count(String selector) {
		return this.driver.findElements(By.cssSelector(selector)).size();
	}

	void click(String selector) {
		this.driver.findElement(By.cssSelector(selector)).click();
	}

	@Nullable Object evaluate(String script) {
		return this.driver.executeScript(script);
	}

	void until(Duration atMost, String script) {
		new WebDriverWait(this.driver, atMost, Duration.ofMillis(100))
			.until((ignored) -> Boolean.TRUE.equals(evaluate(script)));
	}

	/**
	 * Return what the browser has complained about.
	 * @return the messages
	 */
	List<String> complaints() {
		return this.driver.manage().logs().get(LogType.BROWSER).getAll().stream().map(LogEntry::getMessage).toList();
	}

	byte[] screenshot() {
		return this.driver.getScreenshotAs(OutputType.BYTES);
	}

	@Override
	public void close() {
		this.driver.quit();
	}

	private static String program(String name) {
		return Stream.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
			.map((folder) -> Path.of(folder, name))
			.filter(Files::isExecutable)
			.findFirst()
			.orElseThrow(() -> new IllegalStateException(
					"'%s' is not on the PATH; expected the packages 'chromium' and 'chromium-driver'".formatted(name)))
			.toString();
	}

}
