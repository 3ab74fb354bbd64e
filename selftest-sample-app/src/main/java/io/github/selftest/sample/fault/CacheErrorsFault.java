package io.github.selftest.sample.fault;

import java.time.Duration;

import org.springframework.context.annotation.Profile;
import org.springframework.http.CacheControl;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.WebContentInterceptor;

/**
 * One place sets the policy of all product pages, before anybody knows how the answer
 * turns out: caches keep the errors for an hour.
 */
@Component
@Profile("fault-cache-errors")
class CacheErrorsFault implements WebMvcConfigurer {

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		WebContentInterceptor policy = new WebContentInterceptor();
		policy.setCacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic());
		registry.addInterceptor(policy).addPathPatterns("/products/**");
	}

}
