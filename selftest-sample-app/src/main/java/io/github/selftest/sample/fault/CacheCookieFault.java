package io.github.selftest.sample.fault;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Each visitor gets a cookie that tells one from the other, and whoever comes through a
 * cache gets that of the first.
 */
@Component
@Profile("fault-cache-cookie")
class CacheCookieFault extends OncePerRequestFilter {

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Cookie visitor = new Cookie("visitor", Long.toString(request.getRequestId().hashCode()));
		visitor.setHttpOnly(true);
		visitor.setAttribute("SameSite", "Lax");
		response.addCookie(visitor);
		chain.doFilter(request, response);
	}

}
