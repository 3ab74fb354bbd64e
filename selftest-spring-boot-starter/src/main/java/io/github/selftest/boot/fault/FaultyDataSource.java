package io.github.selftest.boot.fault;

import java.sql.SQLTransientConnectionException;

import javax.sql.DataSource;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;

/**
 * Faults where a connection is borrowed.
 */
final class FaultyDataSource implements MethodInterceptor {

	/** That of PostgreSQL and others for a connection that cannot be made. */
	private static final String NO_CONNECTION = "08001";

	private final String name;

	private final Faults faults;

	FaultyDataSource(String name, Faults faults) {
		this.name = name;
		this.faults = faults;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation call) throws Throwable {
		return switch (call.getMethod().getName()) {
			case "getConnection" -> borrow(call);
			case "unwrap" -> unwrap(call);
			default -> call.proceed();
		};
	}

	private @Nullable Object borrow(MethodInvocation call) throws Throwable {
		Injection injection = this.faults.begin(PointType.DATA_SOURCE, this.name);
		if (injection == null) {
			return call.proceed();
		}
		return injection.around(call::proceed,
				(fault) -> new SQLTransientConnectionException(fault.message(), NO_CONNECTION));
	}

	private static @Nullable Object unwrap(MethodInvocation call) throws Throwable {
		Object result = call.proceed();
		Object proxy = ((ProxyMethodInvocation) call).getProxy();
		return (result == call.getThis() && proxy instanceof DataSource) ? proxy : result;
	}

}
