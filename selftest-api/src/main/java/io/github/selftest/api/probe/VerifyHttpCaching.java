package io.github.selftest.api.probe;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Has a check of kind {@code http-cache} probe the route of a handler method, which must
 * be one that GET may ask without changing anything.
 *
 * @since 0.1.0
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface VerifyHttpCaching {

	/**
	 * The name of the resource, from which the id of the check is made:
	 * {@code product-page} becomes {@code httpCacheProductPage}. Made from the route by
	 * default.
	 * @return the name
	 */
	String name() default "";

	/**
	 * The path to ask, below the context path. By default the route itself, with values
	 * of a {@link PathVariableValues} in place of its variables.
	 * @return the path
	 */
	String path() default "";

}
