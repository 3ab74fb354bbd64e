package io.github.selftest.boot.host;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * A service with a page for users. The checks of group {@code own} call it.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
@RestController
class PlainService {

	public static void main(String[] arguments) {
		SpringApplication.run(PlainService.class, arguments);
	}

	/**
	 * Declare a check of a page, run on request only, so that it adds to no count
	 * unasked.
	 */
	static String[] ownCheck(String path) {
		return new String[] { "selftest.groups.own.deadline=1m", "selftest.endpoint.post-groups=smoke,own",
				"selftest.check.http.checks.page.request.path=" + path, "selftest.check.http.checks.page.groups=own",
				"selftest.check.http.checks.page.expect.status=200" };
	}

	@GetMapping("/hello/{name}")
	String hello(@PathVariable String name) {
		return "hello " + name;
	}

	@GetMapping("/broken")
	String broken() {
		throw new IllegalStateException("broken");
	}

}
