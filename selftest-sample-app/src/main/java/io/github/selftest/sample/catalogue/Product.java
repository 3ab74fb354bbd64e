package io.github.selftest.sample.catalogue;

import java.math.BigDecimal;

/**
 * Something the farm sells.
 */
public record Product(long id, String name, String unit, BigDecimal price, int stock) {

}
