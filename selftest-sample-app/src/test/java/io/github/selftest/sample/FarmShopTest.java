package io.github.selftest.sample;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;

/**
 * The whole shop on a real port and a real database, started once for all tests.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "shop.demo-account.password=" + Customers.FARMERS_PASSWORD,
				"MONITOR_SECRET=" + Customers.MONITOR_SECRET, "selftest.loopback.max-requests-per-second=1000" })
@AutoConfigureRestTestClient
@Import(Customers.class)
@interface FarmShopTest {

}
