package io.github.selftest.boot.check.fallback;

import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * The classes of the beans behind their proxies. Creates no bean.
 */
final class BeanTypes {

	private static final String[] OF_LIBRARIES = { "org.springframework.", "io.github.resilience4j.", "java.", "jdk.",
			"com.sun.", "jakarta.", "org.apache.", "io.micrometer." };

	private static final String OURS = "selfTest";

	private final ConfigurableListableBeanFactory beans;

	BeanTypes(ConfigurableListableBeanFactory beans) {
		this.beans = beans;
	}

	/**
	 * Find the classes of the beans that are not of a library.
	 * @return the classes by the names of the beans; an interface where a bean is nothing
	 * but a proxy
	 */
	Map<String, Class<?>> find() {
		Map<String, Class<?>> types = new LinkedHashMap<>();
		for (String name : this.beans.getBeanNamesForType(Object.class, true, false)) {
			Class<?> type = isAnothers(name) ? typeOf(name) : null;
			if (type != null && !isOfLibrary(type)) {
				types.put(name, type);
			}
		}
		return types;
	}

	/**
	 * Return whether a bean exists already and calls reach it without any advice.
	 * @param beanName the bean
	 * @return {@code false} also for what is not created yet
	 */
	boolean isPlain(String beanName) {
		Object bean = singleton(beanName);
		return bean != null && !AopUtils.isAopProxy(bean) && !(bean instanceof ScopedObject)
				&& !Proxy.isProxyClass(bean.getClass());
	}

	private static boolean isAnothers(String name) {
		return !ScopedProxyUtils.isScopedTarget(name) && !name.startsWith(OURS);
	}

	private @Nullable Class<?> typeOf(String name) {
		Object bean = singleton(name);
		Class<?> type = (bean != null && AopUtils.isAopProxy(bean) && !(bean instanceof ScopedObject))
				? AopProxyUtils.ultimateTargetClass(bean) : declared(name);
		if (type == null) {
			return null;
		}
		return Proxy.isProxyClass(type) ? firstInterface(type) : ClassUtils.getUserClass(type);
	}

	private @Nullable Object singleton(String name) {
		Object bean = this.beans.containsSingleton(name) ? this.beans.getSingleton(name) : null;
		return (bean instanceof FactoryBean) ? null : bean;
	}

	private @Nullable Class<?> declared(String name) {
		Class<?> type = this.beans.getType(name, false);
		if (type != null && ScopedObject.class.isAssignableFrom(type)) {
			return this.beans.getType(ScopedProxyUtils.getTargetBeanName(name), false);
		}
		Class<?> behindProxy = this.beans.containsBeanDefinition(name)
				? (Class<?>) this.beans.getMergedBeanDefinition(name)
					.getAttribute(AutoProxyUtils.ORIGINAL_TARGET_CLASS_ATTRIBUTE)
				: null;
		return (behindProxy != null) ? behindProxy : type;
	}

	private static @Nullable Class<?> firstInterface(Class<?> proxy) {
		for (Class<?> candidate : proxy.getInterfaces()) {
			if (!isOfLibrary(candidate)) {
				return candidate;
			}
		}
		return null;
	}

	private static boolean isOfLibrary(Class<?> type) {
		for (String prefix : OF_LIBRARIES) {
			if (type.getName().startsWith(prefix)) {
				return true;
			}
		}
		return false;
	}

}
