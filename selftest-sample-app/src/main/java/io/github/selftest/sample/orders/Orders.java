package io.github.selftest.sample.orders;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

import io.github.selftest.sample.catalogue.Catalogue;
import io.github.selftest.sample.orders.Order.Line;

@Repository
class Orders {

	private final JdbcClient jdbc;

	private final Catalogue catalogue;

	Orders(JdbcClient jdbc, Catalogue catalogue) {
		this.jdbc = jdbc;
		this.catalogue = catalogue;
	}

	@Transactional
	Order place(String customer, NewOrder wanted) {
		List<Line> lines = new ArrayList<>();
		wanted.quantities().forEach((product, quantity) -> lines.add(take(product, quantity)));
		Order order = insert(customer, lines);
		lines.forEach((line) -> insert(order.id(), line));
		return order;
	}

	List<Order> of(String customer) {
		Map<Long, List<Line>> lines = linesByOrder(customer);
		return this.jdbc
			.sql("select id, placed_at, total from orders where customer = :customer order by id desc limit 100")
			.param("customer", customer)
			.query((row, number) -> order(row, lines.getOrDefault(row.getLong("id"), List.of())))
			.list();
	}

	private Line take(long product, int quantity) {
		return this.catalogue.take(product, quantity)
			.map((price) -> new Line(product, quantity, price))
			.orElseThrow(() -> new OutOfStockException(product, quantity));
	}

	private Order insert(String customer, List<Line> lines) {
		return this.jdbc
			.sql("insert into orders (customer, total) values (:customer, :total) returning id, placed_at, total")
			.param("customer", customer)
			.param("total", total(lines))
			.query((row, number) -> order(row, lines))
			.single();
	}

	private void insert(long order, Line line) {
		this.jdbc.sql("insert into order_line (order_id, product_id, quantity, price) values (?, ?, ?, ?)")
			.params(order, line.productId(), line.quantity(), line.price())
			.update();
	}

	private Map<Long, List<Line>> linesByOrder(String customer) {
		Map<Long, List<Line>> lines = new HashMap<>();
		this.jdbc.sql("""
				select order_id, product_id, quantity, price from order_line
				where order_id in (select id from orders where customer = :customer order by id desc limit 100)""")
			.param("customer", customer)
			.query((row) -> {
				lines.computeIfAbsent(row.getLong("order_id"), (order) -> new ArrayList<>()).add(line(row));
			});
		return lines;
	}

	private static Order order(ResultSet row, List<Line> lines) throws SQLException {
		return new Order(row.getLong("id"), row.getObject("placed_at", OffsetDateTime.class),
				row.getBigDecimal("total"), List.copyOf(lines));
	}

	private static Line line(ResultSet row) throws SQLException {
		return new Line(row.getLong("product_id"), row.getInt("quantity"), row.getBigDecimal("price"));
	}

	private static BigDecimal total(List<Line> lines) {
		return lines.stream()
			.map((line) -> line.price().multiply(BigDecimal.valueOf(line.quantity())))
			.reduce(BigDecimal.ZERO, BigDecimal::add);
	}

}
