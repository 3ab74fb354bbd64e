package io.github.selftest.api.fallback;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a safe call of a method that Resilience4j guards, by which its fallback is
 * proven: the method is called through the proxies of its bean as if what it calls had
 * failed, and is itself not entered. Each becomes a check of the group {@code deep},
 * which runs on request only. Needs {@code selftest.check.fallback.proof.enabled=true}.
 * <p>
 * The proof passes when the fallback returned a value in time; {@code null} is none,
 * unless the method returns nothing. For more than that, write a {@link FallbackProbe}.
 *
 * @since 0.1.0
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface ProveFallback {

	/**
	 * The name, from which the id of the check is made: {@code stock-level} becomes
	 * {@code fallbackProofStockLevel}. Made from class and method by default.
	 * @return the name
	 */
	String name() default "";

	/**
	 * The arguments as text, converted as properties are. Placeholders are resolved.
	 * @return one for each parameter
	 */
	String[] arguments() default {};

	/**
	 * By what the call fails. By default by that with which the innermost guard that has
	 * an exception of its own refuses a call, such as {@code CallNotPermittedException};
	 * else by an {@code IOException}.
	 * @return no class, or one that can be created without arguments
	 */
	Class<? extends Throwable>[] failing() default {};

	/**
	 * The time in which the fallback has to give its result, such as {@code 200ms}; the
	 * deadline of the check by default. Placeholders are resolved.
	 * @return the time
	 */
	String within() default "";

}
