package io.github.selftest.boot.webpage;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * Keeps the style and the script in a native image.
 */
final class WebpageRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.resources()
			.registerPattern("io/github/selftest/boot/webpage/page.css")
			.registerPattern("io/github/selftest/boot/webpage/page.js");
	}

}
