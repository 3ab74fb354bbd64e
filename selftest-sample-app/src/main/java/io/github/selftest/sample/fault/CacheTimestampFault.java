package io.github.selftest.sample.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The files come out of an image in which all have the same date: whoever has stored the
 * style sheet of the last release is told that it is still good.
 */
@Component
@Profile("fault-cache-timestamps")
@Order(Ordered.LOWEST_PRECEDENCE)
class CacheTimestampFault implements WebMvcConfigurer {

	private static final FileTime OF_EACH_BUILD = FileTime.from(Instant.parse("1980-02-01T00:00:00Z"));

	@Override
	public void addResourceHandlers(ResourceHandlerRegistry registry) {
		registry.addResourceHandler("/assets/**")
			.addResourceLocations(image().toUri().toString())
			.setCacheControl(CacheControl.noCache());
	}

	private static Path image() {
		try (InputStream content = new ClassPathResource("static/assets/shop.css").getInputStream()) {
			Path folder = Files.createTempDirectory("farm-shop-image");
			Path file = folder.resolve("shop.css");
			Files.copy(content, file);
			Files.setLastModifiedTime(file, OF_EACH_BUILD);
			file.toFile().deleteOnExit();
			return folder;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
