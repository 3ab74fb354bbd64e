package io.github.selftest.boot.check.method;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

import io.github.selftest.api.Check;
import io.github.selftest.api.SelfTest;
import io.github.selftest.boot.check.StaticChecks;

/**
 * A check for each annotated method of each bean. Looks at types alone: a lazy bean is
 * created when its check runs.
 */
final class MethodChecks implements StaticChecks {

	private final ConfigurableListableBeanFactory beans;

	private @Nullable List<Check> checks;

	MethodChecks(ConfigurableListableBeanFactory beans) {
		this.beans = beans;
	}

	@Override
	public synchronized List<Check> checks() {
		if (this.checks == null) {
			this.checks = find();
		}
		return this.checks;
	}

	private List<Check> find() {
		List<Check> found = new ArrayList<>();
		for (String beanName : this.beans.getBeanNamesForType(Object.class, true, false)) {
			if (!ScopedProxyUtils.isScopedTarget(beanName)) {
				found.addAll(checksOf(beanName));
			}
		}
		return List.copyOf(found);
	}

	private List<Check> checksOf(String beanName) {
		Class<?> type = typeOf(beanName);
		Map<Method, SelfTest> methods = (type != null) ? SelfTestMethods.of(type) : Map.of();
		List<Check> checks = new ArrayList<>();
		methods.forEach((method, annotation) -> checks
			.add(new SelfTestMethodReader(this.beans, beanName, method, annotation).read()));
		return checks;
	}

	private @Nullable Class<?> typeOf(String beanName) {
		Class<?> type = this.beans.getType(beanName, false);
		if (type != null && ScopedObject.class.isAssignableFrom(type)) {
			return this.beans.getType(ScopedProxyUtils.getTargetBeanName(beanName), false);
		}
		Class<?> behindProxy = typeBehindProxy(beanName);
		return (behindProxy != null) ? behindProxy : type;
	}

	private @Nullable Class<?> typeBehindProxy(String beanName) {
		if (!this.beans.containsBeanDefinition(beanName)) {
			return null;
		}
		return (Class<?>) this.beans.getMergedBeanDefinition(beanName)
			.getAttribute(AutoProxyUtils.ORIGINAL_TARGET_CLASS_ATTRIBUTE);
	}

}
