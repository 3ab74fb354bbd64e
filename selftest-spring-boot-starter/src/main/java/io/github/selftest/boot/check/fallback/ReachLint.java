package io.github.selftest.boot.check.fallback;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

import io.github.selftest.api.Finding;

/**
 * Annotations that no aspect sees, and methods of which an aspect can make nothing. A
 * method that calls another of its own class goes past all of them, which no look at
 * classes can tell.
 */
final class ReachLint implements Lint {

	private static final List<String> ASYNCHRONOUS = List.of("reactor.core.publisher.Mono",
			"reactor.core.publisher.Flux", "io.reactivex.", "org.reactivestreams.Publisher");

	/**
	 * What sees into reactive types, by the first letters of their names, is a class of a
	 * module of its own.
	 */
	private static final Map<String, String> MODULES = Map.of("reactor.core.publisher.", "reactor",
			"io.reactivex.rxjava3.", "rxjava3");

	private final Predicate<String> isPlain;

	private final Predicate<String> isPresent;

	/**
	 * Create a lint.
	 * @param isPlain whether calls reach a bean, by its name, without any advice
	 * @param isPresent whether there is a class of that name
	 */
	ReachLint(Predicate<String> isPlain, Predicate<String> isPresent) {
		this.isPlain = isPlain;
		this.isPresent = isPresent;
	}

	@Override
	public List<Finding> look(Inventory inventory) {
		List<Finding> findings = new ArrayList<>();
		inventory.blind().forEach((blind) -> findings.add(blind(blind)));
		Map<Protection, List<GuardedMethod>> withoutAspect = new LinkedHashMap<>();
		for (GuardedMethod method : inventory.methods()) {
			for (Guard guard : method.guards()) {
				if (!inventory.aspects().see(guard.protection())) {
					withoutAspect.computeIfAbsent(guard.protection(), (protection) -> new ArrayList<>()).add(method);
				}
			}
			look(inventory, method, findings);
		}
		withoutAspect.forEach((protection, methods) -> findings.add(noAspect(protection, methods)));
		return findings;
	}

	private void look(Inventory inventory, GuardedMethod method, List<Finding> findings) {
		boolean isSeen = method.guards().stream().anyMatch((guard) -> inventory.aspects().see(guard.protection()));
		if (isSeen && this.isPlain.test(method.beanName())) {
			findings.add(notProxied(method));
		}
		Class<?> type = method.method().getReturnType();
		missingModule(type).ifPresent((module) -> findings.add(notSubscribed(method, module)));
		method.guard(Protection.TIME_LIMITER)
			.filter((guard) -> !isAsynchronous(type))
			.ifPresent((guard) -> findings.add(blocks(method, guard, "fallback.time-limiter-return-type",
					"a CompletionStage or a reactive type")));
		method.guard(Protection.THREAD_POOL_BULKHEAD)
			.filter((guard) -> !CompletionStage.class.isAssignableFrom(type))
			.ifPresent((guard) -> findings
				.add(blocks(method, guard, "fallback.thread-pool-return-type", "a CompletionStage")));
	}

	private Optional<String> missingModule(Class<?> type) {
		return MODULES.entrySet()
			.stream()
			.filter((entry) -> type.getName().startsWith(entry.getKey()))
			.map(Map.Entry::getValue)
			.filter((module) -> !this.isPresent.test("io.github.resilience4j." + module + ".AbstractSubscriber"))
			.findFirst();
	}

	private static Finding notSubscribed(GuardedMethod method, String module) {
		String type = method.method().getReturnType().getSimpleName();
		return Finding
			.fail("fallback.reactive-type",
					"Nothing guards '%s': it returns a %s, whose failures come after the call".formatted(method.label(),
							type))
			.withValues("no 'resilience4j-" + module + "'", "what subscribes to a " + type)
			.withRemedy("Add 'resilience4j-" + module + "'");
	}

	private static boolean isAsynchronous(Class<?> type) {
		return CompletionStage.class.isAssignableFrom(type)
				|| ASYNCHRONOUS.stream().anyMatch((name) -> type.getName().startsWith(name));
	}

	private static Finding blind(Blind blind) {
		return Finding
			.fail("fallback.not-seen",
					"No aspect sees %s on '%s': it is %s".formatted(blind.annotation(), blind.where(), blind.reason()))
			.withValues(blind.reason(), "an annotation on a method that a proxy intercepts")
			.withRemedy(blind.remedy());
	}

	private static Finding noAspect(Protection protection, List<GuardedMethod> methods) {
		String names = String.join(", ", methods.stream().map(GuardedMethod::label).distinct().limit(5).toList());
		return Finding
			.fail("fallback.no-aspect",
					"No aspect is at work for @%s, which stands on '%s'".formatted(protection.simpleName(), names))
			.withValues("no aspect, or no proxies",
					"'%s' and 'spring.aop.auto' not false"
						.formatted(protection.aspect().substring(protection.aspect().lastIndexOf('.') + 1)))
			.withRemedy("Add 'spring-boot-starter-aspectj' beside 'resilience4j-spring-boot4', and leave "
					+ "'spring.aop.auto' on");
	}

	private static Finding notProxied(GuardedMethod method) {
		return Finding
			.fail("fallback.not-proxied",
					"Bean '%s' has no proxy, so nothing guards '%s'".formatted(method.beanName(), method.label()))
			.withValues("no proxy", "a proxy")
			.withRemedy("Let Spring create the bean, and not so early that its proxy comes too late: look for a bean "
					+ "post-processor or a configurer that needs it");
	}

	private static Finding blocks(GuardedMethod method, Guard guard, String code, String expected) {
		return Finding
			.fail(code,
					"%s on '%s' fails each call: it needs a method that does not block".formatted(guard.annotation(),
							method.label()))
			.withValues("returns " + method.method().getReturnType().getSimpleName(), "returns " + expected)
			.withRemedy("Return %s, or remove %s".formatted(expected, guard.annotation()));
	}

}
