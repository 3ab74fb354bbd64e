package io.github.selftest.boot.endpoint;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.servlet.autoconfigure.actuate.web.ServletManagementContextAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.web.servlet.DispatcherServlet;

import io.github.selftest.boot.endpoint.TestApplication.Server;
import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.identity.IdentityAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for who may do what, and for what is there when nobody may do anything.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EndpointAccessTests {

	private static final String EXPOSED = "management.endpoints.web.exposure.include=selftest";

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
		.withInitializer((context) -> context.getEnvironment().setConversionService(new ApplicationConversionService()))
		.withBean("selfTestEngine", Engine.class, FakeEngine::passing)
		.withConfiguration(
				AutoConfigurations.of(IdentityAutoConfiguration.class, SelfTestEndpointAutoConfiguration.class,
						EndpointAutoConfiguration.class, WebEndpointAutoConfiguration.class,
						ManagementContextAutoConfiguration.class, ServletManagementContextAutoConfiguration.class,
						DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class))
		.withPropertyValues(EXPOSED);

	@Test
	void exposedEndpointIsMapped() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(SelfTestEndpoint.class)
			.hasSingleBean(SelfTestHandlerMapping.class)
			.hasSingleBean(SelfTestHttp.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "selftest.enabled=false", "management.endpoint.selftest.access=none",
			"management.endpoints.access.default=none", "management.endpoints.web.exposure.include=health",
			"management.endpoints.web.exposure.exclude=selftest" })
	void nothingIsLeftWhereItIsNotWanted(String property) {
		this.contextRunner.withPropertyValues(property)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(SelfTestEndpoint.class)
				.doesNotHaveBean(SelfTestHandlerMapping.class)
				.doesNotHaveBean(SelfTestHttp.class)
				.doesNotHaveBean("selfTestUnparsedMultipartFilter"));
	}

	@Test
	void nothingIsThereWithoutAnEngine() {
		new WebApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(IdentityAutoConfiguration.class, SelfTestEndpointAutoConfiguration.class,
							EndpointAutoConfiguration.class, WebEndpointAutoConfiguration.class))
			.withPropertyValues(EXPOSED)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SelfTestHttp.class));
	}

	@Test
	void nothingIsThereWithoutActuator() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(ConditionalOnAvailableEndpoint.class))
			.run((context) -> assertThat(context).doesNotHaveBean(SelfTestHttp.class));
	}

	@Test
	void nothingIsMappedWithoutSpringMvc() {
		new WebApplicationContextRunner().withBean("selfTestEngine", Engine.class, FakeEngine::passing)
			.withClassLoader(new FilteredClassLoader(DispatcherServlet.class))
			.withConfiguration(
					AutoConfigurations.of(IdentityAutoConfiguration.class, SelfTestEndpointAutoConfiguration.class,
							EndpointAutoConfiguration.class, WebEndpointAutoConfiguration.class))
			.withPropertyValues(EXPOSED)
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(SelfTestEndpoint.class)
				.doesNotHaveBean("selfTestHandlerMapping"));
	}

	@Test
	void nothingIsThereInAnApplicationThatIsNotOnTheWeb() {
		new ApplicationContextRunner().withBean("selfTestEngine", Engine.class, FakeEngine::passing)
			.withConfiguration(
					AutoConfigurations.of(IdentityAutoConfiguration.class, SelfTestEndpointAutoConfiguration.class))
			.withPropertyValues(EXPOSED)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SelfTestHttp.class));
	}

	@Test
	void accessIsReadOnlyUntilItIsUnrestricted() {
		this.contextRunner
			.run((context) -> assertThat(operations(context.getBean(WebEndpointsSupplier.class))).isEqualTo(3));
		this.contextRunner.withPropertyValues("management.endpoint.selftest.access=unrestricted")
			.run((context) -> assertThat(operations(context.getBean(WebEndpointsSupplier.class))).isEqualTo(5));
	}

	@Test
	void negativeIntervalIsRefused() {
		this.contextRunner.withPropertyValues("selftest.endpoint.min-interval=-1s")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("'selftest.endpoint.min-interval' must not be negative but was PT-1S"));
	}

	@Test
	void readOnlyEndpointIsNotRun() throws IOException {
		try (TestApplication application = TestApplication.on(Server.TOMCAT)
			.with("management.endpoints.access.max-permitted=read-only",
					"selftest.endpoint.show-details=when-authorized")
			.start()) {
			RawReply reply = RawConnection.exchange(application.port(), "POST /actuator/selftest/canary");
			assertThat(reply.status()).isEqualTo(405);
			assertThat(reply.header("Allow")).isEqualTo("GET, HEAD");
			assertThat(reply.json()).containsEntry("error", "read-only");
			assertThat(RawConnection.exchange(application.port(), "GET /actuator/selftest/canary").json())
				.containsEntry("verdict", "PASS")
				.containsEntry("checks", java.util.Map.of());
			assertThat(application.engine().runs).isEmpty();
		}
	}

	@Test
	void endpointNeedsAPathOfItsOwn() {
		this.contextRunner
			.withPropertyValues("management.endpoints.web.path-mapping.selftest=/",
					"management.endpoints.web.discovery.enabled=false")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getName()).isEqualTo("management.endpoints.web.path-mapping.selftest")));
	}

	@Test
	void endpointThatIsNotExposedIsUnknownToTheHost() throws IOException {
		try (TestApplication application = TestApplication.on(Server.JETTY)
			.with("management.endpoints.web.exposure.include=health")
			.start()) {
			RawReply reply = RawConnection.exchange(application.port(), "GET /actuator/selftest/canary");
			assertThat(reply.status()).isEqualTo(404);
			assertThat(reply.body()).doesNotContain("unknown-");
		}
	}

	private static long operations(WebEndpointsSupplier endpoints) {
		return endpoints.getEndpoints().stream().flatMap((endpoint) -> endpoint.getOperations().stream()).count();
	}

}
