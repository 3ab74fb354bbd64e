package io.github.selftest.sample.orders;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * An order as it was placed, with the prices of that moment.
 */
record Order(long id, OffsetDateTime placedAt, BigDecimal total, List<Line> lines) {

	record Line(long productId, int quantity, BigDecimal price) {

	}

}
