package io.github.selftest.boot.synthetic;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Conditional;

/**
 * Matches if there is a key, a token or an authenticator, unless {@code selftest.enabled}
 * or {@code selftest.synthetic.enabled} is {@code false}.
 *
 * @since 0.1.0
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Conditional(OnSyntheticTrafficCondition.class)
public @interface ConditionalOnSyntheticTraffic {

}
