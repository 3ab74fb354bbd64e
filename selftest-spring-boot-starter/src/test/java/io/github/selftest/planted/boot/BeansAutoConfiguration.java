package io.github.selftest.planted.boot;

import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.micrometer.core.instrument.Tags;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.task.ThreadPoolTaskExecutorBuilder;
import org.springframework.context.annotation.Bean;

@AutoConfiguration
public final class BeansAutoConfiguration {

	@Bean
	BeanPostProcessor selfTestPostProcessor() {
		return new BeanPostProcessor() {
		};
	}

	@Bean
	String cacheCheck() {
		return "";
	}

	@Bean({ "selfTestNamed", "alias" })
	String named() {
		return "";
	}

	@Bean
	@ConditionalOnClass(Tags.class)
	Tags selfTestTags() {
		return Tags.empty();
	}

	@Bean(destroyMethod = "shutdown")
	ExecutorService selfTestExecutor() {
		return Executors.newCachedThreadPool();
	}

	@Bean
	Clock selfTestClock() {
		return Clock.systemUTC();
	}

	@Bean
	ThreadPoolTaskExecutorBuilder selfTestTaskExecutorBuilder() {
		return new ThreadPoolTaskExecutorBuilder();
	}

}
