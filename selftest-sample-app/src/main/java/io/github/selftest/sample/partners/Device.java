package io.github.selftest.sample.partners;

/**
 * A device in the greenhouse.
 *
 * @param id its id
 * @param state its state
 * @param source {@code hub}, or {@code last-known} for what the hub said before
 * @param ageSeconds how long ago the hub said so
 */
public record Device(String id, String state, String source, long ageSeconds) {

}
