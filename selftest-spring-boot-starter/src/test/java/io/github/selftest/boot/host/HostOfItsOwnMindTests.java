package io.github.selftest.boot.host;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroupsPostProcessor;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.http.server.observation.ServerRequestObservationConvention;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

import io.github.selftest.api.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A service that publishes what starters like to publish, too.
 */
class HostOfItsOwnMindTests {

	private static final String[] PROPERTIES = { "management.endpoints.web.exposure.include=health,selftest",
			"management.endpoint.health.group.own.include=diskSpace" };

	@Test
	void keepsItsOwnBeansAsTheOnlyOnes() throws Exception {
		try (Pair pair = Pair.ofSecured(Service.class, PROPERTIES)) {
			pair.hasTheSameBeans()
				.answersTheSame("/hello/you", "/nope", "/actuator/health", "/actuator/health/own")
				.countsTheSame();
			ApplicationContext context = pair.with.context();
			assertThat(context.getBeanNamesForType(Executor.class)).containsExactly("executor", "scheduler");
			assertThat(context.getBean(Clock.class).instant()).isEqualTo(Instant.EPOCH);
			assertThat(context.getBean(TaskScheduler.class)).isInstanceOf(ThreadPoolTaskScheduler.class);
			assertThat(context.getBean(SecurityFilterChain.class)).isSameAs(context.getBean("chain"));
			assertThat(context.getBean(HealthEndpointGroups.class).getNames())
				.isEqualTo(pair.without.context().getBean(HealthEndpointGroups.class).getNames());
			await().until(() -> pair.with.get("/actuator/selftest/smoke").statusCode() == 200);
			await().until(() -> pair.with.get("/health").body().equals("{\"status\":\"ok\"}"));
		}
	}

	@Test
	void itsFilterAndItsConventionSeeOurRequestsToo() throws Exception {
		try (Host host = Host.startSecured(Service.class, PROPERTIES)) {
			assertThat(host.run("smoke").status()).isEqualTo(Status.PASS);
			assertThat(host.get("/health").statusCode()).isEqualTo(200);
			MeterRegistry registry = host.context().getBean(MeterRegistry.class);
			await().untilAsserted(() -> assertThat(registry.find("http.server.requests").timers())
				.extracting((timer) -> timer.getId().getTag("uri"))
				.containsExactly("/health"));
			assertThat(registry.getMeters()).extracting(Meter::getId)
				.filteredOn((id) -> id.getName().startsWith("selftest."))
				.isNotEmpty()
				.allMatch((id) -> "north".equals(id.getTag("region")));
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Service extends PlainService {

		@Bean
		SyncTaskExecutor executor() {
			return new SyncTaskExecutor();
		}

		@Bean
		ThreadPoolTaskScheduler scheduler() {
			return new ThreadPoolTaskScheduler();
		}

		@Bean
		Clock clock() {
			return Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
		}

		@Bean
		ServerRequestObservationConvention convention() {
			return new DefaultServerRequestObservationConvention() {

				@Override
				public KeyValues getLowCardinalityKeyValues(ServerRequestObservationContext context) {
					return super.getLowCardinalityKeyValues(context).and(KeyValue.of("own", "yes"));
				}

			};
		}

		@Bean
		static MeterFilter region() {
			return MeterFilter.commonTags(List.of(Tag.of("region", "north")));
		}

		@Bean
		static HealthEndpointGroupsPostProcessor groups() {
			return OwnGroups::new;
		}

		@Bean
		SecurityFilterChain chain(HttpSecurity http) throws Exception {
			http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll());
			return http.build();
		}

	}

	/**
	 * Groups of the host around those of Boot.
	 *
	 * @param groups those of Boot
	 */
	private record OwnGroups(HealthEndpointGroups groups) implements HealthEndpointGroups {

		@Override
		public HealthEndpointGroup getPrimary() {
			return this.groups.getPrimary();
		}

		@Override
		public Set<String> getNames() {
			return this.groups.getNames();
		}

		@Override
		public @Nullable HealthEndpointGroup get(String name) {
			return this.groups.get(name);
		}

	}

}
