package io.github.selftest.sample.fault;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Somebody counts the visits of the catalogue with a connection of his own, and returns
 * before he closes it when there is nothing to count: every fifth time, or more seldom
 * with {@code shop.fault.pool-leak.visits}.
 */
@Component
@Profile("fault-pool-leak")
class PoolLeakFault implements WebMvcConfigurer, HandlerInterceptor {

	private final AtomicInteger visits = new AtomicInteger();

	private final DataSource dataSource;

	private final int visitsOfALeak;

	PoolLeakFault(DataSource dataSource, @Value("${shop.fault.pool-leak.visits:5}") int visitsOfALeak) {
		this.dataSource = dataSource;
		this.visitsOfALeak = visitsOfALeak;
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this).addPathPatterns("/products");
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
			throws SQLException {
		Connection connection = this.dataSource.getConnection();
		if (this.visits.incrementAndGet() % this.visitsOfALeak == 0) {
			return true;
		}
		connection.close();
		return true;
	}

}
