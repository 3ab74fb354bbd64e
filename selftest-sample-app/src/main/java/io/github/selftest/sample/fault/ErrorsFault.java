package io.github.selftest.sample.fault;

import java.util.concurrent.atomic.AtomicInteger;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import io.github.selftest.api.synthetic.SyntheticContext;

/**
 * Every tenth request of users fails, whatever it asks for: somebody shares what must not
 * be shared. A check that meets it now and then would say nothing of how often it is met.
 */
@Component
@Profile("fault-errors")
class ErrorsFault implements WebMvcConfigurer, HandlerInterceptor {

	private final AtomicInteger requests = new AtomicInteger();

	private final int oneIn;

	ErrorsFault(@Value("${shop.fault-errors.one-in:10}") int oneIn) {
		this.oneIn = oneIn;
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this).addPathPatterns("/products/**", "/orders/**", "/sensors/**");
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		if (!SyntheticContext.isActive() && this.requests.incrementAndGet() % this.oneIn == 0) {
			throw new IllegalStateException("Somebody else uses it");
		}
		return true;
	}

}
