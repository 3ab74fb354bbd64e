package io.github.selftest.boot.check.http;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckProvider;
import io.github.selftest.api.Severity;
import io.github.selftest.boot.check.LoopbackAutoConfiguration;
import io.github.selftest.boot.check.StaticChecks;

import static org.assertj.core.api.Assertions.assertThat;

class HttpCheckAutoConfigurationTests {

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(LoopbackAutoConfiguration.class,
			HttpCheckAutoConfiguration.class);

	private static final String PREFIX = "selftest.check.http.checks.productsAnswerJson";

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(CONFIGURATIONS);

	@Test
	void hasNoChecksUntilOneIsDeclared() {
		this.runner.run((context) -> assertThat(context.getBean(StaticChecks.class).checks()).isEmpty());
	}

	@Test
	void readsAMinimalDeclaration() {
		declare().run((context) -> {
			CheckDefinition definition = definition(context.getBean(StaticChecks.class).checks());
			assertThat(definition.id()).isEqualTo("productsAnswerJson");
			assertThat(definition.title()).isEqualTo("productsAnswerJson");
			assertThat(definition.kind()).isEqualTo("http");
			assertThat(definition.groups()).containsExactlyInAnyOrder("smoke", "continuous");
			assertThat(definition.severity()).isEqualTo(Severity.CRITICAL);
			assertThat(definition.interval()).isNull();
			assertThat(definition.deadline()).isNull();
			assertThat(definition.prerequisites()).isEmpty();
			assertThat(definition.runBook()).isNull();
		});
	}

	@Test
	void readsAFullDeclaration() {
		declare("title=The catalogue answers JSON", "groups=smoke, mine", "severity=degrading", "interval=30s",
				"deadline=3s", "after=one,two", "run-book=https://example.org/run")
			.run((context) -> {
				CheckDefinition definition = definition(context.getBean(StaticChecks.class).checks());
				assertThat(definition.title()).isEqualTo("The catalogue answers JSON");
				assertThat(definition.groups()).containsExactlyInAnyOrder("smoke", "mine");
				assertThat(definition.severity()).isEqualTo(Severity.DEGRADING);
				assertThat(definition.interval()).isEqualTo(Duration.ofSeconds(30));
				assertThat(definition.deadline()).isEqualTo(Duration.ofSeconds(3));
				assertThat(definition.prerequisites()).containsExactly("one", "two");
				assertThat(definition.runBook()).isEqualTo("https://example.org/run");
			});
	}

	@Test
	void backsOffWhenTheKindIsSwitchedOff() {
		this.runner.withPropertyValues("selftest.check.http.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(HttpChecks.class)
				.doesNotHaveBean(HttpCheckProperties.class));
	}

	@Test
	void backsOffWhenAllIsSwitchedOff() {
		this.runner.withPropertyValues("selftest.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(HttpChecks.class));
	}

	@Test
	void backsOffWithoutAServlet() {
		new ApplicationContextRunner().withConfiguration(CONFIGURATIONS)
			.run((context) -> assertThat(context).doesNotHaveBean(HttpChecks.class));
		new ReactiveWebApplicationContextRunner().withConfiguration(CONFIGURATIONS)
			.run((context) -> assertThat(context).doesNotHaveBean(HttpChecks.class));
	}

	@Test
	void backsOffWhenTheServiceBringsABeanOfThatName() {
		this.runner.withBean("selfTestHttpChecks", CheckProvider.class, () -> List::of)
			.run((context) -> assertThat(context).hasSingleBean(CheckProvider.class).doesNotHaveBean(HttpChecks.class));
	}

	private WebApplicationContextRunner declare(String... more) {
		WebApplicationContextRunner declaring = this.runner.withPropertyValues(PREFIX + ".request.path=/products",
				PREFIX + ".expect.status=200");
		for (String property : more) {
			declaring = declaring.withPropertyValues(PREFIX + "." + property);
		}
		return declaring;
	}

	private static CheckDefinition definition(List<Check> checks) {
		assertThat(checks).hasSize(1);
		return checks.get(0).definition();
	}

}
