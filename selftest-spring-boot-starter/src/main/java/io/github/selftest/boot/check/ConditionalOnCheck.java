package io.github.selftest.boot.check;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Conditional;

/**
 * Matches unless {@code selftest.enabled} or {@code selftest.check.<kind>.enabled} is
 * {@code false}.
 *
 * @since 0.1.0
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Conditional(OnCheckCondition.class)
public @interface ConditionalOnCheck {

	/**
	 * The kind of check.
	 * @return the kind in kebab-case
	 */
	String value();

}
