package io.github.selftest.boot.check.method;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.aopalliance.intercept.Joinpoint;
import org.aopalliance.intercept.MethodInterceptor;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.SelfTest;
import io.github.selftest.api.Severity;
import io.github.selftest.boot.check.SelfTestConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of what becomes a check, and of what fails the start.
 */
class MethodChecksTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withPropertyValues("shop.interval=90s");

	@Test
	void takesDefaultsFromTheMethod() {
		CheckDefinition definition = definitionIn(Minimal.class);
		assertThat(definition.id()).isEqualTo("stockIsKnown");
		assertThat(definition.title()).isEqualTo("stockIsKnown");
		assertThat(definition.kind()).isEqualTo("method");
		assertThat(definition.groups()).containsExactlyInAnyOrder("smoke", "continuous");
		assertThat(definition.severity()).isEqualTo(Severity.CRITICAL);
		assertThat(definition.interval()).isNull();
		assertThat(definition.deadline()).isNull();
		assertThat(definition.prerequisites()).isEmpty();
		assertThat(definition.runBook()).isNull();
	}

	@Test
	void takesAllThatTheAnnotationSays() {
		CheckDefinition definition = definitionIn(Full.class);
		assertThat(definition.id()).isEqualTo("stock");
		assertThat(definition.title()).isEqualTo("The stock is known");
		assertThat(definition.groups()).containsExactly("deep");
		assertThat(definition.severity()).isEqualTo(Severity.INFO);
		assertThat(definition.interval()).isEqualTo(Duration.ofSeconds(90));
		assertThat(definition.deadline()).isEqualTo(Duration.ofMillis(500));
		assertThat(definition.prerequisites()).containsExactly("one");
		assertThat(definition.runBook()).isEqualTo("https://example.org/run");
	}

	@Test
	void createsNoBeanToFindItsMethods() {
		this.runner.withUserConfiguration(Lazily.class).run((context) -> {
			assertThat(new MethodChecks(context.getBeanFactory()).checks()).hasSize(1);
			assertThat(context.getBeanFactory().containsSingleton("lazyStock")).isFalse();
			assertThat(context.getBeanFactory().containsSingleton("lazyFactory")).isFalse();
		});
	}

	@Test
	void findsAMethodOnceThoughItsBeanHasAScopedProxy() {
		this.runner.withUserConfiguration(Scoped.class)
			.run((context) -> assertThat(new MethodChecks(context.getBeanFactory()).checks()).hasSize(1));
	}

	@Test
	void findsMethodsThatAreInheritedOrDeclaredByAnInterface() {
		assertThat(checksIn(Inheriting.class)).extracting((check) -> check.definition().id())
			.containsExactlyInAnyOrder("stockIsKnown", "pricesAreKnown");
	}

	@Test
	void answersTheSameChecksAlways() {
		this.runner.withBean(Minimal.class).run((context) -> {
			MethodChecks checks = new MethodChecks(context.getBeanFactory());
			assertThat(checks.checks()).isSameAs(checks.checks());
		});
	}

	@Test
	void refusesAPrivateMethod() {
		assertThatRefused(Private.class).withMessage("'@SelfTest on " + Private.class.getName()
				+ ".stockIsKnown()' must be an instance method that is not private but was 'private'");
	}

	@Test
	void refusesAStaticMethod() {
		assertThatRefused(Static.class)
			.withMessageContaining("an instance method that is not private but was 'static'");
	}

	@Test
	void refusesAParameterThatNobodyCouldGive() {
		assertThatRefused(WithParameter.class).withMessage("'@SelfTest on " + WithParameter.class.getName()
				+ ".stockIsKnown(String)' must be only parameters of type CheckContext and LoopbackClient but was "
				+ "'a parameter of type java.lang.String'");
	}

	@Test
	void refusesAReturnTypeThatIsNoResult() {
		assertThatRefused(Returning.class)
			.withMessageContaining("return type void or CheckResult but was 'return type boolean'");
	}

	@Test
	void refusesAnIdThatIsNone() {
		assertThatRefused(WithOddName.class).withMessage("''id' of @SelfTest on " + WithOddName.class.getName()
				+ ".stock_is_known()' must be an id such as 'orderIsPlaced' but was 'stock_is_known'");
	}

	@Test
	void refusesADurationThatIsNone() {
		assertThatRefused(WithOddInterval.class).withMessageStartingWith("''interval' of @SelfTest on ")
			.withMessageEndingWith(
					"must be a duration such as 500ms, 30s or 2m, or a placeholder for one but was 'soon'");
	}

	@Test
	void refusesAPlaceholderForNothing() {
		assertThatRefused(WithOddPlaceholder.class).withMessageStartingWith("''deadline' of @SelfTest on ")
			.withMessageEndingWith("but was '${shop.nowhere}'");
	}

	@Test
	void refusesADurationThatIsOver() {
		assertThatRefused(WithNoTime.class).withMessageEndingWith("must be a duration longer than 0 but was '0s'");
	}

	@Test
	void refusesAGroupThatIsNone() {
		assertThatRefused(WithOddGroup.class).withMessageStartingWith("''groups' of @SelfTest on ")
			.withMessageEndingWith("but was '1st'");
	}

	@Test
	void refusesToBeInNoGroup() {
		assertThatRefused(WithoutGroup.class).withMessageEndingWith("the name of at least one group but was nothing");
	}

	@Test
	void refusesAMethodThatTheProxyOfItsBeanLacks() {
		this.runner.withUserConfiguration(Hidden.class)
			.run((context) -> assertThatExceptionOfType(SelfTestConfigurationException.class)
				.isThrownBy(() -> new MethodChecks(context.getBeanFactory()).checks())
				.withMessageContaining("bean 'stock' behind a proxy without this method")
				.satisfies((ex) -> assertThat(ex.remedy()).contains("spring.aop.proxy-target-class")));
	}

	private CheckDefinition definitionIn(Class<?> type) {
		List<Check> checks = checksIn(type);
		assertThat(checks).hasSize(1);
		return checks.get(0).definition();
	}

	private List<Check> checksIn(Class<?> type) {
		List<List<Check>> found = new ArrayList<>();
		this.runner.withBean(type).run((context) -> found.add(new MethodChecks(context.getBeanFactory()).checks()));
		return found.get(0);
	}

	private ThrowableAssertAlternative<SelfTestConfigurationException> assertThatRefused(Class<?> type) {
		return assertThatExceptionOfType(SelfTestConfigurationException.class).isThrownBy(() -> {
			try (var context = new AnnotationConfigApplicationContext(type)) {
				new MethodChecks(context.getBeanFactory()).checks();
			}
		});
	}

	static class Minimal {

		@SelfTest
		void stockIsKnown() {
		}

		void other() {
		}

	}

	static class Full {

		@SelfTest(id = "stock", title = "The stock is known", groups = "deep", severity = Severity.INFO,
				interval = "${shop.interval}", deadline = "500ms", after = "one", runBook = "https://example.org/run")
		void stockIsKnown() {
		}

	}

	interface Prices {

		@SelfTest
		default void pricesAreKnown() {
		}

	}

	static class Inheriting extends Minimal implements Prices {

	}

	static class Private {

		@SelfTest
		@SuppressWarnings("UnusedMethod")
		private void stockIsKnown() {
		}

	}

	static class Static {

		@SelfTest
		static void stockIsKnown() {
		}

	}

	static class WithParameter {

		@SelfTest
		void stockIsKnown(String product) {
		}

	}

	static class Returning {

		@SelfTest
		boolean stockIsKnown() {
			return true;
		}

	}

	static class WithOddName {

		@SelfTest
		void stock_is_known() {
		}

	}

	static class WithOddInterval {

		@SelfTest(interval = "soon")
		void stockIsKnown() {
		}

	}

	static class WithOddPlaceholder {

		@SelfTest(deadline = "${shop.nowhere}")
		void stockIsKnown() {
		}

	}

	static class WithNoTime {

		@SelfTest(deadline = "0s")
		void stockIsKnown() {
		}

	}

	static class WithOddGroup {

		@SelfTest(groups = "1st")
		void stockIsKnown() {
		}

	}

	static class WithoutGroup {

		@SelfTest(groups = {})
		void stockIsKnown() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Lazily {

		@Bean
		@Lazy
		Minimal lazyStock() {
			throw new IllegalStateException("created");
		}

		@Bean
		@Lazy
		StockFactory lazyFactory() {
			throw new IllegalStateException("created");
		}

	}

	static final class StockFactory implements FactoryBean<String> {

		@Override
		public String getObject() {
			return "stock";
		}

		@Override
		public Class<?> getObjectType() {
			return String.class;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Scoped {

		@Bean
		@Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
		Minimal stock() {
			return new Minimal();
		}

	}

	interface Hiding {

		void hide();

	}

	static class HiddenStock extends Minimal implements Hiding {

		@Override
		public void hide() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Hidden {

		@Bean
		static DefaultAdvisorAutoProxyCreator proxies() {
			return new DefaultAdvisorAutoProxyCreator();
		}

		@Bean
		DefaultPointcutAdvisor advisor() {
			return new DefaultPointcutAdvisor((MethodInterceptor) Joinpoint::proceed);
		}

		@Bean
		HiddenStock stock() {
			return new HiddenStock();
		}

	}

}
