package io.github.selftest.sample.catalogue;

import java.time.Duration;
import java.util.List;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.server.ResponseStatusException;

@RestController
class ProductController {

	private static final CacheControl FRESH = CacheControl.maxAge(Duration.ofSeconds(10)).cachePublic();

	private final Catalogue catalogue;

	private final ProductTags tags;

	ProductController(Catalogue catalogue, ProductTags tags) {
		this.catalogue = catalogue;
		this.tags = tags;
	}

	@GetMapping("/products")
	List<Product> list(@RequestParam(defaultValue = "50") @Min(1) @Max(100) int limit) {
		return this.catalogue.list(limit);
	}

	@GetMapping("/products/{id}")
	ResponseEntity<Product> find(@PathVariable long id, WebRequest request) {
		Product product = this.catalogue.find(id)
			.orElseThrow(
					() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no product %d".formatted(id)));
		String tag = this.tags.of(product);
		// before the body is made, so that a 304 costs next to nothing
		HttpStatus status = request.checkNotModified(tag) ? HttpStatus.NOT_MODIFIED : HttpStatus.OK;
		return ResponseEntity.status(status)
			.eTag(tag)
			.cacheControl(FRESH)
			.body((status == HttpStatus.OK) ? product : null);
	}

	@GetMapping("/admin/stock")
	List<Stock> stock() {
		return this.catalogue.list(100).stream().map((product) -> new Stock(product.name(), product.stock())).toList();
	}

	record Stock(String product, int stock) {

	}

}
