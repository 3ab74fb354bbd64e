package io.github.selftest.boot.synthetic.jdbc;

import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;

import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.ProxyFactory;

/**
 * Makes proxies that are of all the types that their target is of.
 *
 * @since 0.1.0
 */
public final class SameTypeProxy {

	private SameTypeProxy() {
	}

	/**
	 * Return whether there can be one.
	 * @param type the class of the target
	 * @return {@code false} for a class that nobody can extend
	 */
	public static boolean isPossible(Class<?> type) {
		return isKnownByInterfacesOnly(type)
				|| (!Modifier.isFinal(type.getModifiers()) && !Modifier.isPrivate(type.getModifiers()));
	}

	/**
	 * Make one.
	 * @param target the target
	 * @param interceptor what stands around its methods
	 * @return the proxy
	 */
	public static Object of(Object target, MethodInterceptor interceptor) {
		ProxyFactory factory = new ProxyFactory(target);
		factory.setProxyTargetClass(!isKnownByInterfacesOnly(target.getClass()));
		factory.addAdvice(interceptor);
		return factory.getProxy(target.getClass().getClassLoader());
	}

	// the class of a lambda or of a proxy is nobody's to ask for
	private static boolean isKnownByInterfacesOnly(Class<?> type) {
		return Proxy.isProxyClass(type) || type.isHidden();
	}

}
