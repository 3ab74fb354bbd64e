package io.github.selftest.boot.check;

import java.io.File;
import java.lang.reflect.Constructor;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/**
 * Runs code on the class path of the tests less Jackson, with classes of its own.
 */
final class ClassPathWithoutJackson {

	private static final Pattern JACKSON = Pattern.compile("jackson-[^/\\\\]*\\.jar$");

	private ClassPathWithoutJackson() {
	}

	/**
	 * Run code.
	 * @param code a class with a constructor without parameters
	 * @return what it returns
	 */
	static List<String> run(Class<? extends Callable<List<String>>> code) throws Exception {
		Thread thread = Thread.currentThread();
		ClassLoader usual = thread.getContextClassLoader();
		try (URLClassLoader loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
			thread.setContextClassLoader(loader);
			Callable<?> reloaded = (Callable<?>) newInstance(loader.loadClass(code.getName()));
			return ((List<?>) reloaded.call()).stream().map(String.class::cast).toList();
		}
		finally {
			thread.setContextClassLoader(usual);
		}
	}

	private static Object newInstance(Class<?> code) throws ReflectiveOperationException {
		Constructor<?> constructor = code.getDeclaredConstructor();
		constructor.setAccessible(true);
		return constructor.newInstance();
	}

	private static URL[] classPath() {
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !JACKSON.matcher(entry).find())
			.map(ClassPathWithoutJackson::url)
			.toArray(URL[]::new);
	}

	private static URL url(String entry) {
		try {
			return Path.of(entry).toUri().toURL();
		}
		catch (MalformedURLException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
