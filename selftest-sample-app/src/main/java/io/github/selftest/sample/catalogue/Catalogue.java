package io.github.selftest.sample.catalogue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The products in the database. Single products are cached, the list is not.
 */
@Repository
public class Catalogue {

	private final JdbcClient jdbc;

	Catalogue(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	List<Product> list(int limit) {
		return this.jdbc.sql("select id, name, unit, price, stock from catalogue order by id limit :limit")
			.param("limit", limit)
			.query(Product.class)
			.list();
	}

	/**
	 * Find a product. With {@code sync} the cache does the loading: one of those who miss
	 * asks the database while the others wait for its answer, and the cache knows how
	 * long that takes. That there is no such product is kept for as long.
	 * @param id the product
	 * @return the product, or nothing if there is none
	 */
	// public, as the cache ignores other methods
	@Cacheable(cacheNames = "products", sync = true)
	public Optional<Product> find(long id) {
		return this.jdbc.sql("select id, name, unit, price, stock from catalogue where id = :id")
			.param("id", id)
			.query(Product.class)
			.optional();
	}

	/**
	 * Take goods from stock.
	 * @param id the product
	 * @param quantity how many
	 * @return the price of one, or nothing if there are not as many
	 */
	public Optional<BigDecimal> take(long id, int quantity) {
		return this.jdbc.sql("""
				update product set stock = stock - :quantity
				where id = :id and stock >= :quantity
				returning price""").param("id", id).param("quantity", quantity).query(BigDecimal.class).optional();
	}

	/**
	 * Find a product by its name, in the database.
	 * @param name the name
	 * @return the id, or nothing if there is none
	 */
	public Optional<Long> findByName(String name) {
		return this.jdbc.sql("select id from catalogue where name = :name")
			.param("name", name)
			.query(Long.class)
			.optional();
	}

	/**
	 * Change the price of all products of a name, as the season does.
	 * @param name the name, or a part of it with {@code %}
	 * @param price the new price
	 */
	@CacheEvict(cacheNames = "products", allEntries = true)
	public void reprice(String name, BigDecimal price) {
		this.jdbc.sql("update product set price = :price where name like :name")
			.param("price", price)
			.param("name", name)
			.update();
	}

	/**
	 * Read a product from the database the next time. Call it when a change is committed:
	 * before that, another request could cache the old state again.
	 * @param id the product
	 */
	@CacheEvict("products")
	public void forget(long id) {
	}

}
