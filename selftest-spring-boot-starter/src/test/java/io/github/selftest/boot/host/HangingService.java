package io.github.selftest.boot.host;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckProvider;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;

/**
 * A service whose checks hang until they are let go: one in group {@code one}, fifty in
 * group {@code smoke}.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
class HangingService {

	/** What makes it a host of these groups, run by POST and not by themselves. */
	static final String[] PROPERTIES = { "management.endpoints.web.exposure.include=selftest",
			"management.endpoint.selftest.access=unrestricted", "selftest.schedule.enabled=false",
			"selftest.groups.one.deadline=1m", "selftest.endpoint.post-groups=smoke,one" };

	@Bean
	Gate gate() {
		return new Gate();
	}

	@Bean
	Check single(Gate gate) {
		return new HangingCheck("single", "one", gate);
	}

	@Bean
	CheckProvider fifty(Gate gate) {
		return () -> IntStream.range(0, 50).mapToObj((i) -> new HangingCheck("hangs" + i, "smoke", gate)).toList();
	}

	static final class Gate {

		final AtomicInteger runs = new AtomicInteger();

		final CountDownLatch open = new CountDownLatch(1);

	}

	private record HangingCheck(String id, String group, Gate gate) implements Check {

		@Override
		public CheckDefinition definition() {
			return CheckDefinition.builder(this.id).groups(this.group).build();
		}

		@Override
		public CheckResult run(CheckContext context) throws Exception {
			this.gate.runs.incrementAndGet();
			this.gate.open.await();
			return CheckResult.of(Finding.pass("custom.fine", "fine"));
		}

	}

}
