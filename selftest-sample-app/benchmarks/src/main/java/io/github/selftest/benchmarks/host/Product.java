package io.github.selftest.benchmarks.host;

import java.math.BigDecimal;

/**
 * Something to sell.
 *
 * @param name the name
 * @param price the price
 */
record Product(String name, BigDecimal price) {

}
