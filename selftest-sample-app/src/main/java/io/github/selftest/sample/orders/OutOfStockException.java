package io.github.selftest.sample.orders;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

final class OutOfStockException extends ResponseStatusException {

	OutOfStockException(long product, int quantity) {
		super(HttpStatus.CONFLICT, "There are not %d of product %d in stock".formatted(quantity, product));
	}

}
