package io.github.selftest.boot.check.fallback;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

import io.github.selftest.boot.touched.TouchedBean;
import io.github.selftest.boot.touched.TouchedBeans;

/**
 * The beans of the host that have a {@link ProofAdvisor} among their advice.
 */
final class ProvableBeans implements TouchedBeans {

	private final ConfigurableListableBeanFactory beans;

	private final FallbackScan scan;

	ProvableBeans(ConfigurableListableBeanFactory beans, FallbackScan scan) {
		this.beans = beans;
		this.scan = scan;
	}

	@Override
	public List<TouchedBean> touched() {
		return this.scan.latest()
			.methods()
			.stream()
			.map(GuardedMethod::beanName)
			.distinct()
			.filter(this::isAdvised)
			.map((name) -> new TouchedBean(name, "selftest.check.fallback.proof.enabled",
					"one interceptor more around the methods that have a fallback"))
			.toList();
	}

	private boolean isAdvised(String name) {
		return this.beans.containsSingleton(name) && isProvable(this.beans.getSingleton(name));
	}

	/**
	 * Return whether a call of a bean passes the advisor. One that does not would enter
	 * the method.
	 * @param bean the bean, with all its proxies
	 * @return whether one of them has the advisor
	 */
	static boolean isProvable(@Nullable Object bean) {
		Object current = bean;
		while (current instanceof Advised advised) {
			if (Arrays.stream(advised.getAdvisors()).anyMatch(ProofAdvisor.class::isInstance)) {
				return true;
			}
			current = (current instanceof ScopedObject scoped) ? scoped.getTargetObject()
					: AopProxyUtils.getSingletonTarget(current);
		}
		return false;
	}

}
