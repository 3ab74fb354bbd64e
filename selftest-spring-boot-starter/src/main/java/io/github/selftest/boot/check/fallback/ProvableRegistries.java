package io.github.selftest.boot.check.fallback;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.UnaryOperator;

import io.github.resilience4j.core.Registry;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.PriorityOrdered;
import org.springframework.util.ClassUtils;

import io.github.selftest.boot.touched.TouchedBean;
import io.github.selftest.boot.touched.TouchedBeans;

/**
 * Puts a {@link ProvableRegistry} before each registry of one kind, with all interfaces
 * that the registry has. Done before any other bean can fetch an instance.
 *
 * @param <E> what the registries have
 */
final class ProvableRegistries<E> implements BeanPostProcessor, PriorityOrdered, TouchedBeans {

	static final String PROPERTY = "selftest.check.fallback.proof.decorators";

	private final Class<? extends Registry<E, ?>> registryType;

	private final Class<E> type;

	private final UnaryOperator<E> provable;

	private final Set<String> touched = new CopyOnWriteArraySet<>();

	ProvableRegistries(Class<? extends Registry<E, ?>> registryType, Class<E> type, UnaryOperator<E> provable) {
		this.registryType = registryType;
		this.type = type;
		this.provable = provable;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		// what is behind a scoped proxy comes by itself
		if (!this.registryType.isInstance(bean) || bean instanceof ScopedObject) {
			return bean;
		}
		this.touched.add(beanName);
		return Proxy.newProxyInstance(bean.getClass().getClassLoader(),
				ClassUtils.getAllInterfacesForClass(bean.getClass()),
				new ProvableRegistry<>(this.registryType.cast(bean), this.type, this.provable));
	}

	@Override
	public List<TouchedBean> touched() {
		return this.touched.stream()
			.map((name) -> new TouchedBean(name, PROPERTY,
					"hands out instances that let the real ones alone while a proof runs on the calling thread"))
			.toList();
	}

	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

}
