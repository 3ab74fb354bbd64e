package io.github.selftest.boot.check.fallback;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;

import org.springframework.core.ResolvableType;
import org.springframework.util.ReflectionUtils;

/**
 * The methods of a class that bear the name of a fallback, told apart by the rules of
 * {@code FallbackMethod}, which wants an object to look at and so cannot be asked before
 * there is one.
 *
 * @param used those that are called
 * @param misfits those that are not
 */
record Fallbacks(List<Method> used, List<Misfit> misfits) {

	static Fallbacks of(GuardedMethod guarded, String name) {
		List<Method> used = new ArrayList<>();
		List<Misfit> misfits = new ArrayList<>();
		ReflectionUtils.doWithMethods(guarded.type(), (candidate) -> {
			String flaw = flaw(guarded.method(), candidate);
			if (flaw.isEmpty()) {
				used.add(candidate);
			}
			else {
				misfits.add(new Misfit(candidate, flaw, rule(guarded.method(), candidate)));
			}
		}, (candidate) -> candidate.getName().equals(name) && !candidate.isBridge()
				&& !candidate.equals(guarded.method()));
		return new Fallbacks(withoutOverridden(used), misfits);
	}

	/**
	 * Return whether a thrown exception reaches one of the methods.
	 * @param thrown the class of the exception
	 * @return whether one of them takes it
	 */
	boolean take(Class<?> thrown) {
		return this.used.stream().anyMatch((method) -> exception(method).isAssignableFrom(thrown));
	}

	/**
	 * Return the exceptions that more than one method takes, which fails each call.
	 * @return their simple names
	 */
	List<String> ambiguous() {
		return this.used.stream()
			.map(Fallbacks::exception)
			.filter((type) -> this.used.stream().filter((method) -> exception(method) == type).count() > 1)
			.map(Class::getSimpleName)
			.distinct()
			.toList();
	}

	static Class<?> exception(Method fallback) {
		return fallback.getParameterTypes()[fallback.getParameterCount() - 1];
	}

	/**
	 * Return whether generic types differ that the compiler has erased: it is called, and
	 * the caller gets what it does not expect.
	 * @param guarded the method that is guarded
	 * @param fallback its fallback
	 * @return whether parameters or results differ
	 */
	static boolean differInGenerics(GuardedMethod guarded, Method fallback) {
		Class<?> type = guarded.type();
		ResolvableType expected = ResolvableType.forMethodReturnType(guarded.method(), type);
		boolean differ = !expected.isAssignableFrom(ResolvableType.forMethodReturnType(fallback, type));
		for (int i = 0; i < Math.min(guarded.method().getParameterCount(), fallback.getParameterCount() - 1); i++) {
			differ |= !ResolvableType.forMethodParameter(fallback, i, type)
				.isAssignableFrom(ResolvableType.forMethodParameter(guarded.method(), i, type));
		}
		return differ;
	}

	private static List<Method> withoutOverridden(List<Method> methods) {
		List<Method> kept = new ArrayList<>();
		for (Method method : methods) {
			if (kept.stream()
				.noneMatch((other) -> Arrays.equals(other.getParameterTypes(), method.getParameterTypes()))) {
				kept.add(method);
			}
		}
		return kept;
	}

	private static String flaw(Method guarded, Method candidate) {
		Class<?>[] parameters = candidate.getParameterTypes();
		if (!guarded.getReturnType().isAssignableFrom(candidate.getReturnType())) {
			return "returns %s, expected %s".formatted(candidate.getReturnType().getSimpleName(),
					guarded.getReturnType().getSimpleName());
		}
		if (parameters.length == 0 || !Throwable.class.isAssignableFrom(parameters[parameters.length - 1])) {
			return "takes no exception as its last parameter";
		}
		Class<?>[] others = Arrays.copyOf(parameters, parameters.length - 1);
		if (parameters.length == 1 || Arrays.equals(others, guarded.getParameterTypes())) {
			return "";
		}
		return "takes (%s), expected exactly (%s) or nothing before the exception".formatted(names(others),
				names(guarded.getParameterTypes()));
	}

	private static String rule(Method guarded, Method candidate) {
		if (guarded.getReturnType().isAssignableFrom(candidate.getReturnType())) {
			return "fallback.parameter-types";
		}
		boolean blocks = CompletionStage.class.isAssignableFrom(guarded.getReturnType())
				&& !CompletionStage.class.isAssignableFrom(candidate.getReturnType());
		return blocks ? "fallback.not-asynchronous" : "fallback.return-type";
	}

	private static String names(Class<?>[] types) {
		return String.join(", ", Arrays.stream(types).map(Class::getSimpleName).toList());
	}

	/**
	 * A method of the right name that is never called.
	 *
	 * @param method the method
	 * @param flaw what is wrong with it
	 * @param rule the code of the finding
	 */
	record Misfit(Method method, String flaw, String rule) {

	}

}
