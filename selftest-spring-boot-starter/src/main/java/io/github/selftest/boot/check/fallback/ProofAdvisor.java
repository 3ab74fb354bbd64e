package io.github.selftest.boot.check.fallback;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Puts the {@link ProofInterceptor} around the methods that have a fallback, outside of
 * all aspects of Resilience4j. These have proxies already, so no bean gets one for this.
 */
final class ProofAdvisor extends DefaultPointcutAdvisor {

	private static final long serialVersionUID = 1L;

	private static final int OUTERMOST_BY_DEFAULT = Integer.MAX_VALUE - 5;

	private static final String[] ORDERS = { "circuitbreaker.circuit-breaker-aspect-order", "retry.retry-aspect-order",
			"bulkhead.bulkhead-aspect-order", "ratelimiter.rate-limiter-aspect-order",
			"timelimiter.time-limiter-aspect-order", "timer.timer-aspect-order" };

	ProofAdvisor(ProofInterceptor interceptor, Environment environment) {
		super(new WithFallback(), interceptor);
		setOrder(outsideOfAll(environment));
	}

	private static int outsideOfAll(Environment environment) {
		int outermost = OUTERMOST_BY_DEFAULT;
		for (String property : ORDERS) {
			BindResult<Integer> order = Binder.get(environment).bind("resilience4j." + property, Integer.class);
			outermost = Math.min(outermost, order.isBound() ? order.get() : outermost);
		}
		return (outermost > Integer.MIN_VALUE) ? outermost - 1 : outermost;
	}

	/**
	 * Matches a method that has a fallback.
	 */
	private static final class WithFallback extends StaticMethodMatcherPointcut {

		private final Annotations annotations = new Annotations(UnaryOperator.identity());

		private final Map<Class<?>, Boolean> hasAny = new ConcurrentHashMap<>();

		@Override
		public boolean matches(Method method, Class<?> targetClass) {
			Class<?> type = ClassUtils.getUserClass(targetClass);
			if (type.getName().startsWith("org.springframework.")) {
				return false;
			}
			Method written = ClassUtils.getMostSpecificMethod(method, type);
			return hasFallback(written) || this.hasAny.computeIfAbsent(written.getDeclaringClass(), this::hasFallback);
		}

		private boolean hasFallback(AnnotatedElement element) {
			return element.getDeclaredAnnotations().length > 0
					&& this.annotations.on(element).stream().anyMatch(Guard::hasFallback);
		}

	}

}
