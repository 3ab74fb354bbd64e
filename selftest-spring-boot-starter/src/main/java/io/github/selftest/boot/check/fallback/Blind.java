package io.github.selftest.boot.check.fallback;

/**
 * An annotation of Resilience4j where no aspect sees it.
 *
 * @param where class and method
 * @param annotation the annotation
 * @param reason why it is not seen
 * @param remedy what to do
 */
record Blind(String where, String annotation, String reason, String remedy) {

}
