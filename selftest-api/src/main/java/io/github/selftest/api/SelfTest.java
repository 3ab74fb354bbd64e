package io.github.selftest.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method of any bean a check. It is called once a run, on one of the engine's
 * daemon threads, through the bean's proxies. Parameters may be a {@link CheckContext}
 * and a {@link LoopbackClient}; the return type is {@code void} or {@link CheckResult}.
 * <p>
 * An {@link AssertionError} of any library fails the check with its message; any other
 * exception fails it with the name of its class. A method that returns without an
 * expectation of the client, a finding or a measurement is inconclusive: silence is no
 * evidence.
 *
 * @since 0.1.0
 * @see Check
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface SelfTest {

	/**
	 * The id of the check; the name of the method by default.
	 * @return the id, {@code [a-z][A-Za-z0-9]{0,39}}
	 */
	String id() default "";

	/**
	 * The name for people; the id by default.
	 * @return the title
	 */
	String title() default "";

	/**
	 * The groups that the check belongs to.
	 * @return names of groups
	 */
	String[] groups() default { Groups.SMOKE, Groups.CONTINUOUS };

	/**
	 * What a failure means for the verdict.
	 * @return the severity
	 */
	Severity severity() default Severity.CRITICAL;

	/**
	 * The time between two scheduled runs, such as {@code 30s}; that of the groups by
	 * default. Placeholders are resolved.
	 * @return the interval
	 */
	String interval() default "";

	/**
	 * The time after which a run is interrupted and fails, such as {@code 2s}; the
	 * engine's default otherwise. Placeholders are resolved.
	 * @return the deadline
	 */
	String deadline() default "";

	/**
	 * The ids of checks that must pass before this one is worth running.
	 * @return the ids
	 */
	String[] after() default {};

	/**
	 * Where to read what to do when the check fails.
	 * @return a link
	 */
	String runBook() default "";

}
