package io.github.selftest.boot.synthetic.jdbc;

import java.sql.Connection;

import javax.sql.DataSource;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;

import io.github.selftest.api.synthetic.SyntheticContext;

/**
 * Makes connections read-only that are borrowed for a synthetic request without a tenant.
 * Those of users are handed through.
 */
final class ReadOnlyConnections implements MethodInterceptor {

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Object result = invocation.proceed();
		return switch (invocation.getMethod().getName()) {
			case "getConnection" -> (result instanceof Connection connection) ? borrowed(connection) : result;
			case "unwrap" -> (result == invocation.getThis()) ? proxy(invocation) : result;
			default -> result;
		};
	}

	private static Connection borrowed(Connection connection) throws Exception {
		return mayNotWrite() ? ReadOnlyConnection.of(connection) : connection;
	}

	private static boolean mayNotWrite() {
		return SyntheticContext.isActive()
				&& SyntheticContext.current().filter((context) -> context.tenant().isEmpty()).isPresent();
	}

	// who unwraps gets no way round
	private static @Nullable Object proxy(MethodInvocation invocation) {
		Object proxy = ((ProxyMethodInvocation) invocation).getProxy();
		return (proxy instanceof DataSource) ? proxy : invocation.getThis();
	}

}
