package io.github.selftest.boot.check.fallback;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.springframework.core.BridgeMethodResolver;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Finds the annotated methods of the beans, as the aspects of Resilience4j see them: what
 * stands on the method itself, before what stands on the class that declares it.
 */
final class GuardedMethods {

	private final Annotations annotations;

	private final Comparator<Guard> outermostFirst;

	private final List<GuardedMethod> seen = new ArrayList<>();

	private final Set<Blind> blind = new LinkedHashSet<>();

	GuardedMethods(Annotations annotations, Comparator<Guard> outermostFirst) {
		this.annotations = annotations;
		this.outermostFirst = outermostFirst;
	}

	List<GuardedMethod> seen() {
		return this.seen;
	}

	Set<Blind> blind() {
		return this.blind;
	}

	void look(String beanName, Class<?> type) {
		lookForCarriers(type, type.getSimpleName());
		for (Method method : ReflectionUtils.getUniqueDeclaredMethods(type, GuardedMethods::isWritten)) {
			look(beanName, type, method);
		}
		if (!type.isInterface()) {
			lookAtInterfaces(type);
		}
	}

	private static boolean isWritten(Method method) {
		return method.getDeclaringClass() != Object.class && !method.isSynthetic() && !method.isBridge();
	}

	private void look(String beanName, Class<?> type, Method method) {
		String where = GuardedMethod.label(type, method);
		lookForCarriers(method, where);
		List<Guard> guards = guards(method);
		if (guards.isEmpty()) {
			return;
		}
		String modifiers = outOfReach(type, method);
		if (modifiers.isEmpty()) {
			this.seen.add(new GuardedMethod(beanName, type, method, guards));
			return;
		}
		// an annotation on the class means the methods that can be reached
		guards.stream()
			.filter((guard) -> !guard.ofClass())
			.forEach((guard) -> this.blind
				.add(new Blind(where, guard.annotation(), "a " + modifiers + " method, which no proxy can intercept",
						"Make the method public and neither static nor final")));
	}

	private List<Guard> guards(Method method) {
		List<Guard> guards = new ArrayList<>(this.annotations.on(method));
		for (Guard ofClass : this.annotations.on(method.getDeclaringClass())) {
			if (guards.stream().noneMatch((guard) -> guard.protection() == ofClass.protection())) {
				guards.add(ofClass);
			}
		}
		guards.sort(this.outermostFirst);
		return guards;
	}

	private static String outOfReach(Class<?> type, Method method) {
		int modifiers = method.getModifiers();
		if (Modifier.isPrivate(modifiers)) {
			return "private";
		}
		if (Modifier.isStatic(modifiers)) {
			return "static";
		}
		return (Modifier.isFinal(modifiers) && !type.isInterface()) ? "final" : "";
	}

	private void lookForCarriers(AnnotatedElement element, String where) {
		Annotations.hiddenOn(element)
			.forEach((carrier) -> this.blind.add(new Blind(where, carrier,
					"an annotation that carries one of Resilience4j, which no aspect looks into",
					"Write the annotation of Resilience4j itself")));
	}

	private void lookAtInterfaces(Class<?> type) {
		for (Class<?> contract : ClassUtils.getAllInterfacesForClassAsSet(type)) {
			this.annotations.on(contract)
				.forEach((guard) -> this.blind.add(ofInterface(type.getSimpleName(), contract, guard)));
			Arrays.stream(contract.getDeclaredMethods())
				.filter(GuardedMethods::isWritten)
				.forEach((method) -> lookAtContract(type, contract, method));
		}
	}

	private void lookAtContract(Class<?> type, Class<?> contract, Method method) {
		Method written = BridgeMethodResolver.findBridgedMethod(ClassUtils.getMostSpecificMethod(method, type));
		if (written.getDeclaringClass() == contract) {
			return; // a default method is inherited with its annotations
		}
		List<Guard> own = this.annotations.on(written);
		this.annotations.on(method)
			.stream()
			.filter((guard) -> own.stream().noneMatch((other) -> other.protection() == guard.protection()))
			.forEach((guard) -> this.blind.add(ofInterface(GuardedMethod.label(type, written), contract, guard)));
	}

	private static Blind ofInterface(String where, Class<?> contract, Guard guard) {
		return new Blind(where, guard.annotation(),
				"written in the interface '%s', where no aspect looks".formatted(contract.getSimpleName()),
				"Write the annotation on the method of the class");
	}

}
