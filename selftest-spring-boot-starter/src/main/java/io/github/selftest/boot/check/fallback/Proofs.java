package io.github.selftest.boot.check.fallback;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.BeanInstantiationException;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.ResolvableType;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionService;
import org.springframework.util.ReflectionUtils;

import io.github.selftest.api.Check;
import io.github.selftest.api.fallback.FallbackProbe;
import io.github.selftest.api.fallback.ProveFallback;
import io.github.selftest.boot.check.SelfTestConfigurationException;
import io.github.selftest.boot.check.fallback.ProofInterceptor.FailingCall;

/**
 * The proofs that the author of the service has declared.
 */
final class Proofs {

	static final String PREFIX = "fallbackProof";

	private final ConfigurableListableBeanFactory beans;

	private final ObjectProvider<FallbackProbe> probes;

	private final ProofTools tools;

	private final ConversionService conversion = ApplicationConversionService.getSharedInstance();

	Proofs(ConfigurableListableBeanFactory beans, ObjectProvider<FallbackProbe> probes, ProofTools tools) {
		this.beans = beans;
		this.probes = probes;
		this.tools = tools;
	}

	List<Check> checks(Inventory inventory, CheckIds ids) {
		List<Check> checks = new ArrayList<>();
		for (GuardedMethod method : inventory.methods()) {
			ProveFallback declared = method.method().getAnnotation(ProveFallback.class);
			if (declared != null) {
				checks.add(new ProofCheck(declared(method, declared, ids), this.tools));
			}
		}
		this.probes.orderedStream()
			.forEach((probe) -> checks.add(new ProofCheck(probed(probe, inventory, ids), this.tools)));
		return checks;
	}

	private Proof declared(GuardedMethod method, ProveFallback declared, CheckIds ids) {
		String name = declared.name().isEmpty() ? method.label() : declared.name();
		String id = ids.of(PREFIX, name);
		String about = "'" + method.label() + "'";
		try {
			return declared(method, declared, id, about);
		}
		catch (SelfTestConfigurationException ex) {
			return Proof.flawed(id, about, String.valueOf(ex.getMessage()));
		}
	}

	private Proof declared(GuardedMethod method, ProveFallback declared, String id, String about) {
		@Nullable Object[] arguments = arguments(method, declared);
		FailingCall call = () -> invoke(method, arguments);
		Proof.Verdict verdict = (result) -> {
			if (result == null && !returnsNothing(method.method())) {
				throw new AssertionError("the result is null");
			}
		};
		List<GuardedMethod> failing = method.withFallback().isEmpty() ? List.of() : List.of(method);
		return new Proof(id, about, failing, null, failure(method, declared), call, verdict, within(method, declared),
				null);
	}

	private static boolean returnsNothing(Method method) {
		Class<?> inner = ResolvableType.forMethodReturnType(method).getGeneric(0).resolve();
		return method.getReturnType() == void.class || inner == Void.class;
	}

	private Proof probed(FallbackProbe probe, Inventory inventory, CheckIds ids) {
		Optional<Protection> instance = Protection.ofInstance(probe.type().getName());
		if (instance.isPresent()) {
			return refusing(probe, new InstanceName(instance.get(), probe.method()), ids);
		}
		String label = probe.type().getSimpleName() + "." + probe.method();
		List<GuardedMethod> failing = inventory.methods()
			.stream()
			.filter((method) -> method.type() == probe.type() && method.method().getName().equals(probe.method()))
			.filter((method) -> !method.withFallback().isEmpty())
			.toList();
		FailingCall call = () -> failing.stream().anyMatch(this::mayBeProven) ? probe.call() : null;
		return new Proof(ids.of(PREFIX, probe.name()), "'" + label + "'", failing, null, probe.failure(), call,
				probe::verify, null, null);
	}

	private static Proof refusing(FallbackProbe probe, InstanceName instance, CheckIds ids) {
		String id = ids.of(PREFIX, probe.name());
		if (probe.failure() != null) {
			return Proof.flawed(id, instance.toString(),
					"an instance has an exception of its own, so 'failure()' has to return null");
		}
		return new Proof(id, instance.toString(), List.of(), instance, null, probe::call, probe::verify, null, null);
	}

	private boolean mayBeProven(GuardedMethod method) {
		String name = method.beanName();
		return !this.beans.containsSingleton(name) || ProvableBeans.isProvable(this.beans.getBean(name), method);
	}

	private @Nullable Object invoke(GuardedMethod method, @Nullable Object[] arguments) throws Exception {
		Object bean = this.beans.getBean(method.beanName());
		if (!ProvableBeans.isProvable(bean, method)) {
			return null; // or the method would be entered
		}
		Method invocable = AopUtils.selectInvocableMethod(method.method(), bean.getClass());
		ReflectionUtils.makeAccessible(invocable);
		try {
			return invocable.invoke(bean, arguments);
		}
		catch (InvocationTargetException ex) {
			ReflectionUtils.rethrowException(ex.getTargetException());
			throw ex;
		}
	}

	private @Nullable Object[] arguments(GuardedMethod method, ProveFallback declared) {
		Class<?>[] types = method.method().getParameterTypes();
		String[] texts = declared.arguments();
		if (texts.length != types.length) {
			throw broken(method, "arguments", Arrays.toString(texts), types.length + " arguments");
		}
		@Nullable Object[] arguments = new Object[types.length];
		for (int i = 0; i < types.length; i++) {
			try {
				arguments[i] = this.conversion.convert(this.beans.resolveEmbeddedValue(texts[i]), types[i]);
			}
			catch (ConversionException | IllegalArgumentException ex) {
				throw broken(method, "arguments", texts[i], "a value of type " + types[i].getSimpleName());
			}
		}
		return arguments;
	}

	private static @Nullable Throwable failure(GuardedMethod method, ProveFallback declared) {
		if (declared.failing().length == 0) {
			return null;
		}
		Class<? extends Throwable> type = declared.failing()[0];
		try {
			return BeanUtils.instantiateClass(type);
		}
		catch (BeanInstantiationException ex) {
			throw broken(method, "failing", type.getName(), "an exception that can be created without arguments");
		}
	}

	private @Nullable Duration within(GuardedMethod method, ProveFallback declared) {
		if (declared.within().isBlank()) {
			return null;
		}
		try {
			return DurationStyle.detectAndParse(String.valueOf(this.beans.resolveEmbeddedValue(declared.within())));
		}
		catch (IllegalArgumentException ex) {
			throw broken(method, "within", declared.within(), "a duration such as 200ms");
		}
	}

	private static SelfTestConfigurationException broken(GuardedMethod method, String attribute, String value,
			String expected) {
		return new SelfTestConfigurationException("'%s' of @ProveFallback on %s".formatted(attribute, method.label()),
				value, expected, "Correct the annotation.");
	}

}
