package io.github.selftest.boot.check.method;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.javapoet.ClassName;

import io.github.selftest.api.CheckProvider;
import io.github.selftest.api.SelfTest;
import io.github.selftest.boot.check.StaticChecks;

import static org.assertj.core.api.Assertions.assertThat;

class MethodCheckAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MethodCheckAutoConfiguration.class));

	@Test
	void findsTheMethodsOfBeans() {
		this.runner.withBean(Stock.class)
			.run((context) -> assertThat(context.getBean(StaticChecks.class).checks()).singleElement()
				.satisfies((check) -> assertThat(check.definition().id()).isEqualTo("stockIsKnown")));
	}

	@Test
	void hasNoChecksWithoutAnnotatedMethods() {
		this.runner.run((context) -> assertThat(context.getBean(StaticChecks.class).checks()).isEmpty());
	}

	@Test
	void backsOffWhenTheKindIsSwitchedOff() {
		this.runner.withPropertyValues("selftest.check.method.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(MethodChecks.class)
				.doesNotHaveBean(MethodCheckProperties.class));
	}

	@Test
	void backsOffWhenAllIsSwitchedOff() {
		this.runner.withPropertyValues("selftest.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(MethodChecks.class));
	}

	@Test
	void backsOffWhenTheServiceBringsABeanOfThatName() {
		this.runner.withBean("selfTestMethodChecks", CheckProvider.class, () -> List::of)
			.run((context) -> assertThat(context).hasSingleBean(CheckProvider.class)
				.doesNotHaveBean(MethodChecks.class));
	}

	@Test
	void keepsTheMethodsCallableInANativeImage() throws Exception {
		GenericApplicationContext context = new GenericApplicationContext();
		context.registerBean(Stock.class);
		GenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get("org.example", "Shop")), new InMemoryGeneratedFiles());
		new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		RuntimeHints hints = generation.getRuntimeHints();
		assertThat(
				RuntimeHintsPredicates.reflection().onMethodInvocation(Stock.class.getDeclaredMethod("stockIsKnown")))
			.accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Stock.class.getDeclaredMethod("other")))
			.rejects(hints);
	}

	static class Stock {

		@SelfTest
		void stockIsKnown() {
		}

		void other() {
		}

	}

}
