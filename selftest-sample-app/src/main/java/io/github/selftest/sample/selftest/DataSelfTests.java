package io.github.selftest.sample.selftest;

import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.Finding;
import io.github.selftest.api.SelfTest;

/**
 * Looks for what no constraint of the database can rule out, in the latest orders only:
 * the cost of a check must not grow with the shop.
 */
@Component
class DataSelfTests {

	private final JdbcClient jdbc;

	DataSelfTests(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@SelfTest(title = "Data: every order has lines", after = "databaseAnswers")
	void ordersHaveLines(CheckContext context) {
		List<Long> orders = this.jdbc.sql("""
				select id from (select id from orders order by id desc limit 1000) latest
				where not exists (select 1 from order_line where order_id = latest.id) order by id""")
			.query(Long.class)
			.list();
		context.record(finding("shop.order-without-lines", "'orders' holds orders without a line", orders));
	}

	@SelfTest(title = "Data: the total of an order is the sum of its lines", after = "databaseAnswers")
	void orderTotalsAddUp(CheckContext context) {
		List<Long> orders = this.jdbc.sql("""
				select latest.id from (select id, total from orders order by id desc limit 1000) latest
				join order_line on order_id = latest.id
				group by latest.id, latest.total having sum(quantity * price) <> latest.total order by latest.id""")
			.query(Long.class)
			.list();
		context.record(finding("shop.order-total-wrong", "'orders' holds totals that differ from the lines", orders));
	}

	private static Finding finding(String code, String message, List<Long> orders) {
		if (orders.isEmpty()) {
			return Finding.pass(code, "None of the latest 1000 orders is affected").withValues("0 orders", "0 orders");
		}
		List<Long> first = orders.subList(0, Math.min(5, orders.size()));
		return Finding.fail(code, message)
			.withValues("%d orders, such as %s".formatted(orders.size(), first), "0 orders")
			.withRemedy("Look for what else wrote to 'orders' and 'order_line' since the last pass");
	}

}
