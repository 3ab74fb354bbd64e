package io.github.selftest.sample.fault;

import java.security.Principal;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

import io.github.selftest.sample.catalogue.Product;

/**
 * Product pages greet the customer by name, and any cache may keep them for all.
 */
@RestControllerAdvice
@Profile("fault-cache-personal")
class CachePersonalFault implements ResponseBodyAdvice<Object> {

	@Override
	public boolean supports(MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converter) {
		return true;
	}

	@Override
	public @Nullable Object beforeBodyWrite(@Nullable Object body, MethodParameter returnType, MediaType type,
			Class<? extends HttpMessageConverter<?>> converter, ServerHttpRequest request,
			ServerHttpResponse response) {
		Principal customer = request.getPrincipal();
		return (body instanceof Product product && customer != null)
				? Map.of("hello", customer.getName(), "id", product.id(), "name", product.name()) : body;
	}

}
