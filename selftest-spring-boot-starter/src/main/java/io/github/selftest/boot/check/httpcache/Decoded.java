package io.github.selftest.boot.check.httpcache;

import java.util.Optional;

/**
 * Content without its coding.
 *
 * @param length the number of octets
 * @param sha256 the hash in hexadecimal digits, nothing when it does not decode
 * @param problem why it does not decode, nothing when it does
 */
record Decoded(long length, Optional<String> sha256, Optional<String> problem) {

}
