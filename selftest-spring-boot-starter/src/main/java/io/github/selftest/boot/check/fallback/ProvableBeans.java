package io.github.selftest.boot.check.fallback;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.Advisor;
import org.springframework.aop.PointcutAdvisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.interceptor.AsyncExecutionInterceptor;
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
			.filter(this::isAdvised)
			.map(GuardedMethod::beanName)
			.distinct()
			.map((name) -> new TouchedBean(name, "selftest.check.fallback.proof.enabled",
					"one interceptor more around the methods that have a fallback"))
			.toList();
	}

	private boolean isAdvised(GuardedMethod method) {
		return this.beans.containsSingleton(method.beanName())
				&& advised(this.beans.getSingleton(method.beanName())) != null;
	}

	/**
	 * Return whether a call of a method passes the advisor, and does so on the thread
	 * that makes it. Any other would enter the method.
	 * @param bean the bean, with all its proxies
	 * @param method the method
	 * @return whether it does
	 */
	static boolean isProvable(@Nullable Object bean, GuardedMethod method) {
		Advised advised = advised(bean);
		return advised != null && Arrays.stream(advised.getAdvisors())
			.takeWhile((advisor) -> !(advisor instanceof ProofAdvisor))
			.noneMatch((advisor) -> leavesTheThread(advisor, method));
	}

	private static boolean leavesTheThread(Advisor advisor, GuardedMethod method) {
		return advisor.getAdvice() instanceof AsyncExecutionInterceptor && advisor instanceof PointcutAdvisor pointed
				&& pointed.getPointcut().getMethodMatcher().matches(method.method(), method.type());
	}

	private static @Nullable Advised advised(@Nullable Object bean) {
		Object current = bean;
		while (current instanceof Advised advised) {
			if (Arrays.stream(advised.getAdvisors()).anyMatch(ProofAdvisor.class::isInstance)) {
				return advised;
			}
			current = (current instanceof ScopedObject scoped) ? scoped.getTargetObject()
					: AopProxyUtils.getSingletonTarget(current);
		}
		return null;
	}

}
