package io.github.selftest.boot.check.fallback;

import java.util.Arrays;
import java.util.List;

import org.springframework.aop.framework.Advised;
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
		return this.beans.containsSingleton(name) && this.beans.getSingleton(name) instanceof Advised advised
				&& Arrays.stream(advised.getAdvisors()).anyMatch(ProofAdvisor.class::isInstance);
	}

}
