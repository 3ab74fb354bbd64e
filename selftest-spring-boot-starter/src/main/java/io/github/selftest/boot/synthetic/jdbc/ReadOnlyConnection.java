package io.github.selftest.boot.synthetic.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.ClassUtils;

/**
 * A connection that is read-only until it is closed. Drivers enforce that in a
 * transaction only, and a setting of the session would stay behind with a pooler that
 * shares sessions among clients. So there is always a transaction, also where the caller
 * sees the connection commit by itself; what it held is rolled back in the end, as it
 * wrote nothing.
 */
final class ReadOnlyConnection implements InvocationHandler {

	private static final Logger logger = LoggerFactory.getLogger(ReadOnlyConnection.class);

	private final Connection connection;

	private final boolean autoCommitBefore;

	private final boolean readOnlyBefore;

	private boolean autoCommit;

	private ReadOnlyConnection(Connection connection) throws SQLException {
		this.connection = connection;
		this.autoCommitBefore = connection.getAutoCommit();
		this.readOnlyBefore = connection.isReadOnly();
		this.autoCommit = this.autoCommitBefore;
	}

	static Connection of(Connection connection) throws SQLException {
		ReadOnlyConnection readOnly = new ReadOnlyConnection(connection);
		try {
			readOnly.begin();
		}
		catch (SQLException ex) {
			readOnly.end();
			throw ex;
		}
		return (Connection) proxy(connection, readOnly);
	}

	private void begin() throws SQLException {
		if (!this.readOnlyBefore) {
			this.connection.setReadOnly(true);
		}
		if (this.autoCommitBefore) {
			this.connection.setAutoCommit(false);
		}
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		Object first = (arguments != null && arguments.length > 0) ? arguments[0] : null;
		return switch (method.getName()) {
			case "equals" -> proxy == first;
			case "hashCode" -> System.identityHashCode(proxy);
			case "unwrap", "isWrapperFor" ->
				isSelf(first, proxy) ? self(method, proxy) : call(this.connection, method, arguments);
			case "close" -> {
				end();
				yield null;
			}
			case "getAutoCommit" -> this.connection.isClosed() ? this.connection.getAutoCommit() : this.autoCommit;
			case "setAutoCommit" -> {
				setAutoCommit(Boolean.TRUE.equals(first));
				yield null;
			}
			case "setReadOnly" -> null;
			case "setTransactionIsolation" -> {
				endStatement();
				yield call(this.connection, method, arguments);
			}
			default -> guarded(proxy, call(this.connection, method, arguments));
		};
	}

	private @Nullable Object guarded(Object proxy, @Nullable Object result) {
		return (result instanceof Statement statement) ? proxy(statement, new Statements(statement, proxy)) : result;
	}

	private void setAutoCommit(boolean autoCommit) throws SQLException {
		if (autoCommit != this.autoCommit) {
			this.connection.commit();
			this.autoCommit = autoCommit;
		}
	}

	// what the caller did before is over, as it believes that each statement is committed
	private void endStatement() throws SQLException {
		if (this.autoCommit) {
			this.connection.rollback();
		}
	}

	private void end() throws SQLException {
		if (!this.connection.isClosed()) {
			try {
				restore();
			}
			catch (SQLException ex) {
				// a pool must not give it to a user as it is
				logger.warn("A read-only connection of a synthetic request could not be restored, so it is discarded",
						ex);
				this.connection.abort(Runnable::run);
			}
		}
		this.connection.close();
	}

	private void restore() throws SQLException {
		if (!this.connection.getAutoCommit()) {
			this.connection.rollback();
		}
		if (this.autoCommitBefore != this.connection.getAutoCommit()) {
			this.connection.setAutoCommit(this.autoCommitBefore);
		}
		if (!this.readOnlyBefore) {
			this.connection.setReadOnly(false);
		}
	}

	private static boolean isSelf(@Nullable Object type, Object proxy) {
		return type instanceof Class<?> wanted && wanted.isInstance(proxy);
	}

	private static Object self(Method method, Object proxy) {
		return method.getName().equals("unwrap") ? proxy : true;
	}

	private static Object proxy(Object target, InvocationHandler handler) {
		ClassLoader loader = target.getClass().getClassLoader();
		ClassLoader known = (loader != null) ? loader : ReadOnlyConnection.class.getClassLoader();
		return Proxy.newProxyInstance(known, ClassUtils.getAllInterfacesForClass(target.getClass(), known), handler);
	}

	private static @Nullable Object call(Object target, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		try {
			return method.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	/**
	 * Statements of the connection. After one that failed the next has to work, if the
	 * caller sees no transaction.
	 */
	private final class Statements implements InvocationHandler {

		private final Statement statement;

		private final Object owner;

		Statements(Statement statement, Object owner) {
			this.statement = statement;
			this.owner = owner;
		}

		@Override
		public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
				throws Throwable {
			Object first = (arguments != null && arguments.length > 0) ? arguments[0] : null;
			return switch (method.getName()) {
				case "equals" -> proxy == first;
				case "hashCode" -> System.identityHashCode(proxy);
				case "getConnection" -> this.owner;
				case "unwrap", "isWrapperFor" ->
					isSelf(first, proxy) ? self(method, proxy) : call(this.statement, method, arguments);
				default -> run(method, arguments);
			};
		}

		private @Nullable Object run(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
			try {
				return call(this.statement, method, arguments);
			}
			catch (SQLException ex) {
				if (method.getName().startsWith("execute")) {
					endStatement();
				}
				throw ex;
			}
		}

	}

}
