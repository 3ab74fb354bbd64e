package io.github.selftest.boot.host;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.observation.ObservationHandler;
import jakarta.servlet.Filter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.observation.ServerRequestObservationConvention;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.servlet.HandlerInterceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The same application without the starter and with it.
 */
final class Pair implements AutoCloseable {

	/** Types that applications look up as the only one. */
	private static final List<Class<?>> UNIQUE = List.of(Executor.class, TaskScheduler.class, DataSource.class,
			Clock.class, SecurityFilterChain.class, ServerRequestObservationConvention.class, MeterRegistry.class,
			MeterFilter.class, ObservationHandler.class, HandlerInterceptor.class, HttpMessageConverter.class,
			Filter.class);

	final Host without;

	final Host with;

	private Pair(Host without, Host with) {
		this.without = without;
		this.with = with;
	}

	static Pair start(Function<String[], Host> starter, String... properties) {
		Host without = starter.apply(Host.with("selftest.enabled=false", properties));
		try {
			return new Pair(without, starter.apply(properties));
		}
		catch (RuntimeException ex) {
			without.close();
			throw ex;
		}
	}

	static Pair of(Class<?> application, String... properties) {
		return start((all) -> Host.start(application, all), properties);
	}

	static Pair ofSecured(Class<?> application, String... properties) {
		return start((all) -> Host.startSecured(application, all), properties);
	}

	/** What Boot lets anybody wrap, and we do. */
	private static final Set<String> WRAPPED = Set.of("healthEndpointGroups");

	/**
	 * Boot has chosen the same beans, and those that came are ours and nobody's only one.
	 */
	Pair hasTheSameBeans() {
		hasTheSameBeans(this.without.context(), this.with.context());
		assertThat(pools(this.with.context())).isEqualTo(pools(this.without.context()));
		return this;
	}

	/**
	 * So it is in the context of the management port, where the endpoint is ours alone.
	 */
	Pair hasTheSameManagementBeans() {
		hasTheSameBeans(this.without.managementContext(), this.with.managementContext());
		return this;
	}

	/**
	 * Users get the same answers, to the header.
	 */
	Pair answersTheSame(String... paths) throws IOException, InterruptedException {
		for (String path : paths) {
			assertThat(stable(this.with.get(path))).as(path).isEqualTo(stable(this.without.get(path)));
		}
		return this;
	}

	Pair answersTheSameOnTheManagementPort(String... paths) throws IOException, InterruptedException {
		for (String path : paths) {
			assertThat(stable(this.with.getManagement(path))).as(path)
				.isEqualTo(stable(this.without.getManagement(path)));
		}
		return this;
	}

	/**
	 * What users have asked for so far is counted under the same names, labels and
	 * numbers, and there are no other meters than before but ours.
	 */
	Pair countsTheSame() {
		await()
			.untilAsserted(() -> assertThat(requests(this.with.context())).isEqualTo(requests(this.without.context()))
				.isNotEmpty());
		Set<String> names = meters(this.with.context());
		names.removeIf((name) -> name.startsWith("selftest."));
		assertThat(names).isEqualTo(meters(this.without.context()));
		return this;
	}

	private static void hasTheSameBeans(ConfigurableApplicationContext without, ConfigurableApplicationContext with) {
		Map<String, String> before = beans(without);
		Map<String, String> after = beans(with);
		Map<String, String> kept = new TreeMap<>(after);
		kept.keySet().retainAll(before.keySet());
		assertThat(kept.entrySet()).containsExactlyInAnyOrderElementsOf(before.entrySet());
		Set<String> added = new TreeSet<>(after.keySet());
		added.removeAll(before.keySet());
		assertThat(added).isNotEmpty()
			.allMatch((name) -> name.startsWith("selfTest") || name.contains("io.github.selftest.boot."));
		for (String name : added) {
			Class<?> type = with.getType(name);
			assertThat(UNIQUE).as(name).noneMatch((unique) -> type != null && unique.isAssignableFrom(type));
		}
	}

	@Override
	public void close() {
		try {
			this.with.close();
		}
		finally {
			this.without.close();
		}
	}

	private static Map<String, String> beans(ConfigurableApplicationContext context) {
		Map<String, String> beans = new TreeMap<>();
		for (String name : context.getBeanDefinitionNames()) {
			Class<?> type = context.getType(name);
			beans.put(name, WRAPPED.contains(name) ? "wrapped"
					: (type != null) ? type.getName().replaceAll("(\\$\\$Lambda|\\$Proxy).*", "$1") : "");
		}
		return beans;
	}

	private static Map<String, String> pools(ConfigurableApplicationContext context) {
		Map<String, String> pools = new LinkedHashMap<>();
		context.getBeansOfType(Executor.class).forEach((name, executor) -> {
			String size = (executor instanceof ThreadPoolTaskExecutor pool)
					? pool.getThreadNamePrefix() + pool.getCorePoolSize() + "-" + pool.getMaxPoolSize() : "";
			pools.put(name, executor.getClass().getName().replaceAll("\\$\\$Lambda.*", "") + " " + size);
		});
		return pools;
	}

	private static Map<String, Long> requests(ConfigurableApplicationContext context) {
		return context.getBean(MeterRegistry.class)
			.find("http.server.requests")
			.timers()
			.stream()
			.collect(Collectors.toMap((timer) -> new TreeSet<>(timer.getId().getTags()).toString(), Timer::count,
					Long::sum, TreeMap::new));
	}

	/** The garbage collector makes meters of its own when it likes. */
	private static Set<String> meters(ConfigurableApplicationContext context) {
		return context.getBean(MeterRegistry.class)
			.getMeters()
			.stream()
			.map(Meter::getId)
			.map(Meter.Id::getName)
			.filter((name) -> !name.startsWith("jvm.gc."))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	static String stable(HttpResponse<String> response) {
		Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
		headers.keySet().removeAll(Set.of("date", "content-length", "set-cookie"));
		String body = response.body()
			.replaceAll("\"free\":\\d+", "\"free\":0")
			.replaceAll("127.0.0.1:\\d+", "host")
			.replaceAll("\"timestamp\":\"[^\"]*\"", "\"timestamp\"")
			.replaceAll("name=\"_csrf\"[^>]*", "");
		return response.statusCode() + " " + headers + " " + body;
	}

}
