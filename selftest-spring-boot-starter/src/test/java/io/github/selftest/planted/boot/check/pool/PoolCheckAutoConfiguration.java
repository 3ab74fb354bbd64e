package io.github.selftest.planted.boot.check.pool;

import java.util.function.LongSupplier;

import com.zaxxer.hikari.HikariConfig;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

import io.github.selftest.planted.boot.OpenAutoConfiguration;

@AutoConfiguration(after = OpenAutoConfiguration.class)
@ConditionalOnClass(HikariConfig.class)
public final class PoolCheckAutoConfiguration {

	@Bean
	HikariConfig selfTestHikariConfig() {
		return new HikariConfig();
	}

	@Bean
	static BeanPostProcessor selfTestPostProcessor() {
		return new BeanPostProcessor() {
		};
	}

	LongSupplier time() {
		return System::nanoTime;
	}

}
