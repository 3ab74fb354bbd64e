package io.github.selftest.boot.check.fallback;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

import io.github.selftest.api.Finding;
import io.github.selftest.boot.check.fallback.Fallbacks.Misfit;

/**
 * Fallbacks that are not found, are found and misbehave, or do not take what they are
 * there for. Resilience4j warns of the first at each call that fails, and of no other.
 */
final class FallbackMethodLint implements Lint {

	@Override
	public List<Finding> look(Inventory inventory) {
		List<Finding> findings = new ArrayList<>();
		for (GuardedMethod method : inventory.methods()) {
			method.withFallback()
				.stream()
				.filter(Guard::isFallbackFixed)
				.forEach((guard) -> look(method, guard, findings));
		}
		return findings;
	}

	private static void look(GuardedMethod guarded, Guard guard, List<Finding> findings) {
		Fallbacks fallbacks = Fallbacks.of(guarded, guard.fallback());
		if (fallbacks.used().isEmpty()) {
			findings.add(missing(guarded, guard, fallbacks.misfits()));
			return;
		}
		if (!fallbacks.ambiguous().isEmpty()) {
			findings.add(ambiguous(guarded, guard, fallbacks.ambiguous()));
		}
		fallbacks.used().forEach((fallback) -> look(guarded, guard, fallback, findings));
		Class<?> refusal = refusal(guard.protection(), guarded.type().getClassLoader());
		if (refusal != null && !fallbacks.take(refusal)) {
			findings.add(notForRefusals(guarded, guard, refusal));
		}
	}

	private static Finding missing(GuardedMethod guarded, Guard guard, List<Misfit> misfits) {
		String named = "Fallback '%s' of %s on '%s'".formatted(guard.fallback(), guard.annotation(), guarded.label());
		if (misfits.isEmpty()) {
			return Finding
				.fail("fallback.missing",
						named + " does not exist: the exception reaches the caller, with a warning in the log at each "
								+ "failing call")
				.withValues("no such method", signature(guarded, guard))
				.withRemedy("Add the method to '%s', or correct 'fallbackMethod'"
					.formatted(guarded.type().getSimpleName()));
		}
		Misfit misfit = misfits.get(0);
		return Finding.fail(misfit.rule(), named + " is never called: it " + misfit.flaw())
			.withValues(misfit.flaw(), signature(guarded, guard))
			.withRemedy("Give '%s.%s' the signature that is expected; types are compared exactly"
				.formatted(misfit.method().getDeclaringClass().getSimpleName(), guard.fallback()));
	}

	private static void look(GuardedMethod guarded, Guard guard, Method fallback, List<Finding> findings) {
		String named = "Fallback '%s' of '%s'".formatted(guard.fallback(), guarded.label());
		if (Modifier.isPrivate(fallback.getModifiers())) {
			findings.add(Finding.warn("fallback.private",
					named + " is private: it runs on the bean behind its proxy, and calls at the same time can fail as "
							+ "access is given and taken away (resilience4j #878)")
				.withValues("private", "package-private or wider")
				.withRemedy("Remove 'private' from '%s.%s'".formatted(fallback.getDeclaringClass().getSimpleName(),
						guard.fallback())));
		}
		if (Fallbacks.differInGenerics(guarded, fallback)) {
			findings.add(Finding
				.warn("fallback.generic-types",
						named + " differs in generic types: it is called, and fails later where its result is used")
				.withValues(fallback.toGenericString(), guarded.method().toGenericString())
				.withRemedy("Give both methods the same generic types"));
		}
	}

	private static Finding ambiguous(GuardedMethod guarded, Guard guard, List<String> exceptions) {
		return Finding
			.fail("fallback.ambiguous",
					"Several fallbacks '%s' of '%s' take the same exception: each call fails"
						.formatted(guard.fallback(), guarded.label()))
			.withValues(String.join(", ", exceptions), "one method for each exception")
			.withRemedy("Remove or rename one of the methods");
	}

	private static Finding notForRefusals(GuardedMethod guarded, Guard guard, Class<?> refusal) {
		return Finding
			.warn("fallback.not-for-refusals",
					"Fallback '%s' of '%s' does not take %s: when '%s' refuses calls, callers get the exception"
						.formatted(guard.fallback(), guarded.label(), refusal.getSimpleName(), guard.name()))
			.withValues("no method for it", "a method that takes " + refusal.getSimpleName())
			.withRemedy("Add a fallback '%s' that takes %s, or Throwable".formatted(guard.fallback(),
					refusal.getSimpleName()));
	}

	private static @Nullable Class<?> refusal(Protection protection, @Nullable ClassLoader loader) {
		String name = protection.refusal();
		return (!name.isEmpty() && ClassUtils.isPresent(name, loader)) ? ClassUtils.resolveClassName(name, loader)
				: null;
	}

	private static String signature(GuardedMethod guarded, Guard guard) {
		StringBuilder parameters = new StringBuilder();
		for (Class<?> type : guarded.method().getParameterTypes()) {
			parameters.append(type.getSimpleName()).append(", ");
		}
		return "%s %s(%sThrowable)".formatted(guarded.method().getReturnType().getSimpleName(), guard.fallback(),
				parameters);
	}

}
