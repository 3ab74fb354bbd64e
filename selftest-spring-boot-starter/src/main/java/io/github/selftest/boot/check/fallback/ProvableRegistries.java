package io.github.selftest.boot.check.fallback;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.UnaryOperator;

import io.github.resilience4j.core.Registry;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
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

	/**
	 * Lets a native image make the registries that stand before those of Resilience4j.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		private static final List<String> KINDS = List.of("circuitbreaker.CircuitBreakerRegistry",
				"retry.RetryRegistry", "bulkhead.BulkheadRegistry", "ratelimiter.RateLimiterRegistry",
				"timelimiter.TimeLimiterRegistry");

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.reflection().registerType(Registry.class, MemberCategory.INVOKE_DECLARED_METHODS);
			KINDS.stream()
				.map((kind) -> "io.github.resilience4j." + kind)
				.filter((name) -> ClassUtils.isPresent(name, classLoader))
				.map(TypeReference::of)
				.forEach((registry) -> register(hints, registry));
		}

		private static void register(RuntimeHints hints, TypeReference registry) {
			hints.reflection().registerType(registry, MemberCategory.INVOKE_DECLARED_METHODS);
			hints.proxies().registerJdkProxy(registry, TypeReference.of(Registry.class));
		}

	}

}
