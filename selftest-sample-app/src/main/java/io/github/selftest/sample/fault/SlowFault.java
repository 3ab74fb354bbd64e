package io.github.selftest.sample.fault;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * One request in 25 waits for two seconds, as if for a lock: nineteen users in twenty
 * notice nothing, and the hundredth goes away.
 */
@Component
@Profile("fault-slow")
class SlowFault implements WebMvcConfigurer, HandlerInterceptor {

	private static final int ONE_IN = 25;

	private final AtomicInteger requests = new AtomicInteger();

	private final Duration delay;

	SlowFault(@Value("${shop.fault-slow.delay:2s}") Duration delay) {
		this.delay = delay;
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this).addPathPatterns("/products/**");
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		if (this.requests.incrementAndGet() % ONE_IN == 0) {
			long end = System.nanoTime() + this.delay.toNanos();
			while (System.nanoTime() - end < 0) {
				LockSupport.parkNanos(end - System.nanoTime());
			}
		}
		return true;
	}

}
