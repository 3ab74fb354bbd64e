package io.github.selftest.boot.check.security;

import java.lang.reflect.Method;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;

/**
 * The one user that Spring Boot makes when there is no other is not in use. Its bean
 * definition is looked at, and no bean is created.
 */
final class DefaultUser implements SettingRule {

	private static final String BEAN = "inMemoryUserDetailsManager";

	private static final String MADE_BY = "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration";

	private static final String PASSWORD = "spring.security.user.password";

	private final ConfigurableListableBeanFactory beans;

	private final Settings settings;

	DefaultUser(ConfigurableListableBeanFactory beans, Settings settings) {
		this.beans = beans;
		this.settings = settings;
	}

	@Override
	public SecurityRule rule() {
		return SecurityRule.DEFAULT_USER;
	}

	@Override
	public void look(RuleReport report) {
		if (!isInUse()) {
			report.kept(rule(), "The default user of Spring Boot is not in use");
			return;
		}
		boolean isSet = this.settings.isSet(PASSWORD);
		report.broken(rule(), "The default user of Spring Boot may sign in",
				isSet ? "one user, with the password in '%s'".formatted(PASSWORD)
						: "one user, with a password that is printed in the log at each start",
				"users with passwords of their own, or another sign-in");
	}

	private boolean isInUse() {
		if (!this.beans.containsBeanDefinition(BEAN)) {
			return false;
		}
		BeanDefinition definition = this.beans.getMergedBeanDefinition(BEAN);
		Method factory = (definition instanceof RootBeanDefinition root) ? root.getResolvedFactoryMethod() : null;
		return (factory != null) ? factory.getDeclaringClass().getName().equals(MADE_BY)
				: MADE_BY.equals(definition.getFactoryBeanName());
	}

}
