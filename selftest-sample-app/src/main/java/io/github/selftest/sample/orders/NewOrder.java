package io.github.selftest.sample.orders;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;

/**
 * What a customer wants.
 */
record NewOrder(@NotEmpty @Size(max = 20) List<@NotNull @Valid Item> lines) {

	/**
	 * Return the quantity of each product. In one order for all customers, so that two
	 * orders of the same products wait for each other in place of a deadlock.
	 */
	SortedMap<Long, Integer> quantities() {
		return this.lines.stream()
			.collect(Collectors.toMap(Item::productId, Item::quantity, Integer::sum, TreeMap::new));
	}

	record Item(@Positive long productId, @Positive @Max(1000) int quantity) {

	}

}
