package io.github.selftest.boot.check.method;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.convert.DurationStyle;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.LoopbackClient;
import io.github.selftest.api.SelfTest;
import io.github.selftest.boot.check.SelfTestConfigurationException;

/**
 * Makes a check of one annotated method, and tells what is wrong with the method or its
 * annotation.
 */
final class SelfTestMethodReader {

	private static final Set<Class<?>> PARAMETERS = Set.of(CheckContext.class, LoopbackClient.class);

	private final ConfigurableBeanFactory beans;

	private final String beanName;

	private final Method method;

	private final SelfTest annotation;

	SelfTestMethodReader(ConfigurableBeanFactory beans, String beanName, Method method, SelfTest annotation) {
		this.beans = beans;
		this.beanName = beanName;
		this.method = method;
		this.annotation = annotation;
	}

	SelfTestMethodCheck read() {
		requireCallable();
		requireKnownParameters();
		requireKnownReturnType();
		requireReachable();
		return new SelfTestMethodCheck(definition(), this.beans, this.beanName, this.method);
	}

	private void requireCallable() {
		int modifiers = this.method.getModifiers();
		if (Modifier.isPrivate(modifiers) || Modifier.isStatic(modifiers)) {
			throw broken("", Modifier.toString(modifiers), "an instance method that is not private",
					"Remove the modifier: the method is called through the proxies of its bean.");
		}
	}

	private void requireKnownParameters() {
		for (Class<?> type : this.method.getParameterTypes()) {
			if (!PARAMETERS.contains(type)) {
				throw broken("", "a parameter of type " + type.getName(),
						"only parameters of type CheckContext and LoopbackClient",
						"Remove the parameter, and give what it stood for to the constructor of the bean.");
			}
		}
	}

	private void requireKnownReturnType() {
		Class<?> type = this.method.getReturnType();
		if (type != void.class && type != CheckResult.class) {
			throw broken("", "return type " + type.getName(), "return type void or CheckResult",
					"Return nothing, and record what was found or throw an AssertionError.");
		}
	}

	private void requireReachable() {
		Class<?> exposed = this.beans.getType(this.beanName, false);
		try {
			if (exposed != null) {
				AopUtils.selectInvocableMethod(this.method, exposed);
			}
		}
		catch (IllegalStateException ex) {
			throw broken("", "bean '%s' behind a proxy without this method".formatted(this.beanName),
					"a method that the proxy of the bean has",
					"Declare the method in an interface of the bean, or set 'spring.aop.proxy-target-class' to true.");
		}
	}

	private CheckDefinition definition() {
		CheckDefinition.Builder builder = withGroups(builder()).kind("method")
			.title(this.annotation.title())
			.severity(this.annotation.severity())
			.interval(duration("interval", this.annotation.interval()))
			.deadline(duration("deadline", this.annotation.deadline()))
			.after(this.annotation.after());
		return this.annotation.runBook().isEmpty() ? builder.build()
				: builder.runBook(this.annotation.runBook()).build();
	}

	private CheckDefinition.Builder builder() {
		String id = this.annotation.id().isEmpty() ? this.method.getName() : this.annotation.id();
		try {
			return CheckDefinition.builder(id);
		}
		catch (IllegalArgumentException ex) {
			throw broken("id", id, "an id such as 'orderIsPlaced'",
					"Set 'id' of the annotation, or rename the method: a small letter and at most 39 more letters "
							+ "and digits.");
		}
	}

	private CheckDefinition.Builder withGroups(CheckDefinition.Builder builder) {
		String[] groups = this.annotation.groups();
		try {
			if (groups.length > 0) {
				return builder.groups(groups);
			}
		}
		catch (IllegalArgumentException ex) {
			throw broken("groups", String.join(", ", groups), "names of groups such as 'smoke'",
					"Start a name with a small letter and go on with at most 39 letters, digits and dashes.");
		}
		throw broken("groups", null, "the name of at least one group",
				"Remove 'groups' for the groups 'smoke' and 'continuous', or name others.");
	}

	private @Nullable Duration duration(String attribute, String text) {
		if (text.isBlank()) {
			return null;
		}
		Duration duration = parsed(attribute, text);
		if (duration.isZero() || duration.isNegative()) {
			throw broken(attribute, text, "a duration longer than 0", "Write a duration such as 500ms, 30s or 2m.");
		}
		return duration;
	}

	private Duration parsed(String attribute, String text) {
		try {
			return DurationStyle.detectAndParse(String.valueOf(this.beans.resolveEmbeddedValue(text)));
		}
		catch (IllegalArgumentException ex) {
			throw broken(attribute, text, "a duration such as 500ms, 30s or 2m, or a placeholder for one",
					"Correct the value, or define the property that the placeholder names.");
		}
	}

	private SelfTestConfigurationException broken(String attribute, @Nullable Object value, String expected,
			String remedy) {
		String where = attribute.isEmpty() ? "@SelfTest" : "'" + attribute + "' of @SelfTest";
		return new SelfTestConfigurationException(where + " on " + signature(), value, expected, remedy);
	}

	private String signature() {
		String parameters = Arrays.stream(this.method.getParameterTypes())
			.map(Class::getSimpleName)
			.collect(Collectors.joining(", "));
		return "%s.%s(%s)".formatted(this.method.getDeclaringClass().getName(), this.method.getName(), parameters);
	}

}
