package io.github.selftest.gates;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.stream.Stream;

/**
 * Finds the files of this project among those of its libraries and of its tests.
 */
final class OurFiles {

	private OurFiles() {
	}

	/**
	 * Read what this module ships under a name.
	 * @param name the name of the resource
	 * @return the text of the resource, nothing if there is none
	 */
	static Stream<String> onClassPath(String name) {
		try {
			return Collections.list(OurFiles.class.getClassLoader().getResources(name))
				.stream()
				.filter((url) -> url.getProtocol().equals("file") && !url.getPath().contains("/test-classes/"))
				.map(OurFiles::read);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Find the root of the project, wherever below it the tests were started.
	 * @return the folder that holds all modules
	 */
	static Path projectRoot() {
		Path folder = Path.of("").toAbsolutePath();
		while (folder != null && !Files.isDirectory(folder.resolve("selftest-api"))) {
			folder = folder.getParent();
		}
		if (folder == null) {
			throw new IllegalStateException(
					"No folder above '%s' holds 'selftest-api'".formatted(Path.of("").toAbsolutePath()));
		}
		return folder;
	}

	private static String read(URL url) {
		try (InputStream stream = url.openStream()) {
			return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
