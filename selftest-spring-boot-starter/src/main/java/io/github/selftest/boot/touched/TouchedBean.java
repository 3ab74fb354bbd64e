package io.github.selftest.boot.touched;

/**
 * A bean of the host, or a kind of them, that a feature acts on.
 *
 * @param what the name of the bean, or what all those have in common
 * @param property the property that turned the feature on
 * @param how what is different now
 * @since 0.1.0
 */
public record TouchedBean(String what, String property, String how) {

}
