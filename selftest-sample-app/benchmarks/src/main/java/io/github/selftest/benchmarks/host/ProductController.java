package io.github.selftest.benchmarks.host;

import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the service is for.
 */
@RestController
final class ProductController {

	private final JdbcClient jdbc;

	ProductController(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@GetMapping("/products")
	List<Product> products() {
		return this.jdbc.sql("select name, price from product").query(Product.class).list();
	}

	/**
	 * Return the products from a database that takes its time: a connection is away for
	 * 20 milliseconds at least.
	 * @return the products
	 */
	@GetMapping("/crowded")
	List<Product> crowded() {
		return this.jdbc.sql("select name, price from product, pg_sleep(0.02)").query(Product.class).list();
	}

}
