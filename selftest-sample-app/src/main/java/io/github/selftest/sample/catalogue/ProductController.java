package io.github.selftest.sample.catalogue;

import java.util.List;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
class ProductController {

	private final Catalogue catalogue;

	ProductController(Catalogue catalogue) {
		this.catalogue = catalogue;
	}

	@GetMapping("/products")
	List<Product> list(@RequestParam(defaultValue = "50") @Min(1) @Max(100) int limit) {
		return this.catalogue.list(limit);
	}

	@GetMapping("/products/{id}")
	Product find(@PathVariable long id) {
		return this.catalogue.find(id)
			.orElseThrow(
					() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no product %d".formatted(id)));
	}

	@GetMapping("/admin/stock")
	List<Stock> stock() {
		return this.catalogue.list(100).stream().map((product) -> new Stock(product.name(), product.stock())).toList();
	}

	record Stock(String product, int stock) {

	}

}
