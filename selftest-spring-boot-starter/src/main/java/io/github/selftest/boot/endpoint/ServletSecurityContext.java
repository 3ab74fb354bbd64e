package io.github.selftest.boot.endpoint;

import java.security.Principal;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;

/**
 * Who sends a request, as the container or Spring Security knows it.
 *
 * @param request the request
 */
record ServletSecurityContext(HttpServletRequest request) implements SecurityContext {

	@Override
	public @Nullable Principal getPrincipal() {
		return this.request.getUserPrincipal();
	}

	@Override
	public boolean isUserInRole(String role) {
		return this.request.isUserInRole(role);
	}

}
