package io.github.selftest.boot.check.fallback;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A service with the whole of Resilience4j and with proofs, which the tests of a class
 * share.
 */
final class SharedService implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

	private static final int THREADS = 16;

	private final List<Class<?>> beans;

	private final String[] properties;

	private final Use reset;

	private @Nullable ConfigurableApplicationContext context;

	/**
	 * Describe it.
	 * @param beans its beans and configuration
	 * @param reset what each test begins with
	 * @param properties each as name and value
	 */
	SharedService(List<Class<?>> beans, Use reset, String... properties) {
		this.beans = beans;
		this.reset = reset;
		this.properties = properties;
	}

	@Override
	public void beforeAll(ExtensionContext tests) {
		List<String> all = new ArrayList<>(List.of(this.properties));
		all.add("selftest.check.fallback.proof.enabled=true");
		this.context = Resilience.start(this.beans, all.toArray(String[]::new));
	}

	@Override
	public void beforeEach(ExtensionContext test) throws Exception {
		run(this.reset);
	}

	@Override
	public void afterAll(ExtensionContext tests) {
		if (this.context != null) {
			this.context.close();
		}
	}

	void run(Use test) throws Exception {
		if (this.context == null) {
			throw new IllegalStateException("not started");
		}
		test.of(this.context);
	}

	/**
	 * Do numbered work on many threads.
	 * @param count how much of it
	 * @param work called once for each number from zero
	 * @throws Exception the first failure
	 */
	static void inParallel(int count, Numbered work) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(THREADS);
		try {
			AtomicInteger next = new AtomicInteger();
			List<Callable<@Nullable Void>> workers = new ArrayList<>();
			for (int worker = 0; worker < THREADS; worker++) {
				workers.add(() -> {
					for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
						work.run(i);
					}
					return null;
				});
			}
			for (Future<@Nullable Void> done : executor.invokeAll(workers)) {
				done.get();
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	/**
	 * What a test does with the running service.
	 */
	@FunctionalInterface
	interface Use {

		/**
		 * Use it.
		 * @param context the service
		 * @throws Exception any failure
		 */
		void of(ConfigurableApplicationContext context) throws Exception;

	}

	/**
	 * One of many pieces of work.
	 */
	@FunctionalInterface
	interface Numbered {

		/**
		 * Do it.
		 * @param number which one it is
		 * @throws Exception any failure
		 */
		void run(int number) throws Exception;

	}

}
