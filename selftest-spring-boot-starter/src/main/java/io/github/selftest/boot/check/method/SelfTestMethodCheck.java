package io.github.selftest.boot.check.method;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.util.ReflectionUtils;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.LoopbackClient;
import io.github.selftest.boot.check.Sourced;

/**
 * Calls one annotated method. What it throws is the service's own.
 */
final class SelfTestMethodCheck implements Check, Sourced {

	private static final String ENGINE = "engine.";

	private final CheckDefinition definition;

	private final BeanFactory beans;

	private final String beanName;

	private final Method method;

	SelfTestMethodCheck(CheckDefinition definition, BeanFactory beans, String beanName, Method method) {
		this.definition = definition;
		this.beans = beans;
		this.beanName = beanName;
		this.method = method;
	}

	@Override
	public CheckDefinition definition() {
		return this.definition;
	}

	@Override
	public String source() {
		return "method '%s.%s' of bean '%s'".formatted(this.method.getDeclaringClass().getSimpleName(),
				this.method.getName(), this.beanName);
	}

	@Override
	@SuppressWarnings("NullAway") // whether a method returned null is for the engine to
									// see
	public CheckResult run(CheckContext context) throws Exception {
		Object returned = call(context);
		return (this.method.getReturnType() == void.class) ? recorded(context) : (CheckResult) returned;
	}

	private @Nullable Object call(CheckContext context) throws Exception {
		Object bean = this.beans.getBean(this.beanName);
		Method invocable = AopUtils.selectInvocableMethod(this.method, bean.getClass());
		ReflectionUtils.makeAccessible(invocable);
		try {
			return invocable.invoke(bean, arguments(context));
		}
		catch (InvocationTargetException ex) {
			ReflectionUtils.rethrowException(ex.getTargetException());
			throw ex;
		}
	}

	private Object[] arguments(CheckContext context) {
		return Arrays.stream(this.method.getParameterTypes())
			.map((type) -> (type == LoopbackClient.class) ? context.loopback() : context)
			.toArray();
	}

	private CheckResult recorded(CheckContext context) {
		CheckResult result = context.result();
		return isNothing(result) ? CheckResult.of(nothingAsserted()) : result;
	}

	private static boolean isNothing(CheckResult result) {
		// a context to which nothing was told says so by a finding of the engine's own
		return result.measurements().isEmpty()
				&& result.findings().stream().allMatch((finding) -> finding.code().startsWith(ENGINE));
	}

	private Finding nothingAsserted() {
		return Finding
			.inconclusive("method.nothing-asserted",
					"Method '%s.%s' returned without evidence"
						.formatted(this.method.getDeclaringClass().getSimpleName(), this.method.getName()))
			.withValues("no finding, no measurement", "at least one")
			.withRemedy("Expect something of an answer, record a finding or a measurement in the CheckContext, "
					+ "or return a CheckResult");
	}

}
