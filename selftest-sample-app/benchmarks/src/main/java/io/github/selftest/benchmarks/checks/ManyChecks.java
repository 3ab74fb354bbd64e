package io.github.selftest.benchmarks.checks;

import java.util.List;
import java.util.stream.IntStream;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.selftest.api.CheckProvider;
import io.github.selftest.benchmarks.host.CheckWork;

/**
 * A thousand checks that pass, in the group that runs every minute.
 */
@Configuration(proxyBeanMethods = false)
class ManyChecks {

	private static final int NUMBER = 1000;

	@Bean
	CheckWork checkWork() {
		return new CheckWork();
	}

	@Bean
	CheckProvider manyChecks(CheckWork work) {
		List<TrivialCheck> checks = IntStream.range(0, NUMBER).mapToObj((i) -> new TrivialCheck(i, work)).toList();
		return () -> checks;
	}

}
