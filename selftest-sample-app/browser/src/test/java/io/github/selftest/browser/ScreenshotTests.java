package io.github.selftest.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Writes the pictures of docs/page.md: {@code -Dselftest.screenshots=true}.
 */
@EnabledIfSystemProperty(named = "selftest.screenshots", matches = "true")
class ScreenshotTests {

	private static final Path IMAGES = Path.of(System.getProperty("selftest.images", "target/images"));

	@Test
	void healthy() throws IOException {
		take("page-healthy", StagedEngine.healthy(), "", 1000, 1130, false);
	}

	@Test
	void failing() throws IOException {
		take("page-failing", StagedEngine.failing(), "", 1000, 1130, false);
	}

	@Test
	void muted() throws IOException {
		take("page-muted", StagedEngine.muted(), "", 1000, 900, false);
	}

	@Test
	void dark() throws IOException {
		take("page-dark", StagedEngine.failing(), "", 1000, 1130, true);
	}

	@Test
	void phone() throws IOException {
		take("page-phone", StagedEngine.failing(), "", 390, 1100, false);
	}

	@Test
	void singleCheck() throws IOException {
		take("page-check", StagedEngine.failing(), "/smoke/catalogueIsFast", 1000, 1000, false);
	}

	private static void take(String name, StagedEngine engine, String path, int width, int height, boolean dark)
			throws IOException {
		try (Service service = Service.with(engine); Browser browser = Browser.open()) {
			browser.size(width, height).dark(dark).go(service.url(path));
			Path image = Files.createDirectories(IMAGES).resolve(name + ".png");
			Files.write(image, browser.screenshot());
			assertThat(image).isNotEmptyFile();
		}
	}

}
