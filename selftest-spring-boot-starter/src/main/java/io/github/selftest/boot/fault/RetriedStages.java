package io.github.selftest.boot.fault;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.github.resilience4j.retry.annotation.Retry;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.config.AopConfigUtils;
import org.springframework.aop.framework.autoproxy.InfrastructureAdvisorAutoProxyCreator;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;
import org.springframework.util.function.SingletonSupplier;

import io.github.selftest.api.synthetic.SyntheticContext;

/**
 * Carries a synthetic request to the later attempts of a method that returns a stage,
 * which a thread of the retry makes. Its aspect asks no extension for these; they are the
 * same invocation though, and what the first attempt notes there the next one reads. Such
 * methods have proxies already, so no bean gets one for this.
 */
final class RetriedStages extends DefaultPointcutAdvisor {

	private static final long serialVersionUID = 1L;

	private static final int ORDER_OF_RETRIES = Integer.MAX_VALUE - 5;

	RetriedStages(Environment environment, ConfigurableListableBeanFactory beans) {
		super(new Retried(() -> hasAspects(beans)), new Attempt());
		setOrder(withinRetries(environment));
	}

	private static boolean hasAspects(ConfigurableListableBeanFactory beans) {
		Class<?> creator = beans.containsBean(AopConfigUtils.AUTO_PROXY_CREATOR_BEAN_NAME)
				? beans.getType(AopConfigUtils.AUTO_PROXY_CREATOR_BEAN_NAME, false) : null;
		return creator != null && creator != InfrastructureAdvisorAutoProxyCreator.class;
	}

	// around the breaker, which has the same number: advisors come before aspects
	private static int withinRetries(Environment environment) {
		BindResult<Integer> bound = Binder.get(environment)
			.bind("resilience4j.retry.retry-aspect-order", Integer.class);
		int order = bound.isBound() ? bound.get() : ORDER_OF_RETRIES;
		return (order < Integer.MAX_VALUE) ? order + 1 : order;
	}

	/**
	 * Matches what the aspect of retries matches, where it returns a stage.
	 */
	private static final class Retried extends StaticMethodMatcherPointcut {

		private final SingletonSupplier<Boolean> hasAspects;

		Retried(Supplier<Boolean> hasAspects) {
			this.hasAspects = SingletonSupplier.of(hasAspects);
		}

		@Override
		public boolean matches(Method method, Class<?> targetClass) {
			if (!CompletionStage.class.isAssignableFrom(method.getReturnType()) || !this.hasAspects.obtain()) {
				return false;
			}
			Class<?> type = ClassUtils.getUserClass(targetClass);
			// a proxy declares the methods of its interfaces anew, without annotations
			Method written = Proxy.isProxyClass(type) ? method : ClassUtils.getMostSpecificMethod(method, type);
			return written.isAnnotationPresent(Retry.class)
					|| written.getDeclaringClass().isAnnotationPresent(Retry.class);
		}

	}

	/**
	 * One attempt.
	 */
	private static final class Attempt implements MethodInterceptor {

		private static final String REQUEST = RetriedStages.class.getName();

		@Override
		public @Nullable Object invoke(MethodInvocation call) throws Throwable {
			if (!(call instanceof ProxyMethodInvocation attempt)) {
				return call.proceed();
			}
			if (SyntheticContext.isActive()) {
				attempt.setUserAttribute(REQUEST, SyntheticContext.current().orElse(null));
				return attempt.proceed();
			}
			return (attempt.getUserAttribute(REQUEST) instanceof SyntheticContext request) ? again(attempt, request)
					: attempt.proceed();
		}

		private static @Nullable Object again(MethodInvocation attempt, SyntheticContext request) throws Throwable {
			SyntheticContext.Scope scope = request.open();
			try {
				return attempt.proceed();
			}
			finally {
				scope.close();
			}
		}

	}

}
