package io.github.selftest.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.cache.annotation.EnableCaching;

/**
 * A farm shop that verifies itself. Start it, wait for the line that tells how the first
 * {@code smoke} went, then ask for the verdict: <pre>
 * curl http://127.0.0.1:8080/actuator/selftest/smoke
 * </pre>
 * <p>
 * The shop is small on purpose. {@code catalogue} sells products, {@code signin} hands
 * out tokens, {@code orders} takes orders, {@code sensors} collects what the greenhouses
 * report, {@code problem} says what went wrong, {@code database} brings a PostgreSQL
 * along.
 * <p>
 * What this project is about is in two places: {@code smoke-suite.yaml} holds the checks
 * that need no code, the package {@code selftest} those that do; together they are the 16
 * checks of the group {@code smoke}.
 * <p>
 * To see a check fail, break the shop as production would, with one of the profiles in
 * {@code fault} and {@code db/fault-*}; {@code README.md} of this module lists them.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableCaching
class FarmShopApplication {

	public static void main(String[] args) {
		SpringApplication.run(FarmShopApplication.class, args);
	}

}
