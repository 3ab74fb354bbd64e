package io.github.selftest.sample.selftest;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Groups;
import io.github.selftest.api.SelfTest;

@Component
class HealthSelfTests {

	private static final Logger logger = LoggerFactory.getLogger(HealthSelfTests.class);

	private final JdbcClient jdbc;

	HealthSelfTests(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@SelfTest(title = "Health: the database answers a query",
			groups = { Groups.SMOKE, Groups.CONTINUOUS, Groups.CANARY })
	void databaseAnswers(CheckContext context) {
		try {
			int one = this.jdbc.sql("select 1").query(Integer.class).single();
			context.record(Finding.pass("shop.database-answers", "The database answered %d".formatted(one)));
		}
		catch (DataAccessException ex) {
			logger.warn("The database does not answer", ex);
			context.record(Finding.fail("shop.database-answers", "The database does not answer 'select 1'")
				.withValues("no answer", "1")
				.withRemedy("Look whether the server runs and 'spring.datasource.url' leads to it"));
		}
	}

}
