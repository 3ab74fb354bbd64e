package io.github.selftest.boot.check.pool;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.selftest.boot.check.pool.ProbeThread.End;
import io.github.selftest.boot.check.pool.ProbeThread.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

class BorrowerTests {

	private static final HikariPoolMXBean NOBODY_WAITS = stub(HikariPoolMXBean.class, (method) -> 0);

	@Test
	void closesABrokenConnectionThatIsWrappedByASubclassOfThePool() throws Exception {
		List<String> calls = new CopyOnWriteArrayList<>();
		Connection broken = stub(Connection.class, (method) -> {
			calls.add(method);
			return method.equals("isValid") ? false : null;
		});
		assertThat(borrow(broken).end()).isEqualTo(End.DONE);
		assertThat(calls).contains("isValid").endsWith("close");
	}

	@Test
	void closesAConnectionWhateverIsThrown() throws Exception {
		List<String> calls = new CopyOnWriteArrayList<>();
		Connection broken = stub(Connection.class, (method) -> {
			calls.add(method);
			if (method.equals("isValid")) {
				throw new AssertionError("of a driver");
			}
			return null;
		});
		assertThat(borrow(broken).thrown()).isInstanceOf(AssertionError.class);
		assertThat(calls).endsWith("close");
	}

	@Test
	void asksADriverThatKnowsNoNetworkTimeout() throws Exception {
		List<String> calls = new CopyOnWriteArrayList<>();
		Connection old = stub(Connection.class, (method) -> {
			calls.add(method);
			if (method.equals("setNetworkTimeout")) {
				throw new SQLException("not implemented");
			}
			return method.equals("isValid") ? false : null;
		});
		assertThat(borrow(old).end()).isEqualTo(End.DONE);
		assertThat(calls).containsExactly("setNetworkTimeout", "isValid", "close");
	}

	private static Outcome<Answer> borrow(Connection connection) throws InterruptedException {
		try (HikariDataSource pool = new HikariDataSource() {

			@Override
			public Connection getConnection() {
				return connection;
			}

		}) {
			return new Borrower("shop", pool, System::nanoTime).borrow(NOBODY_WAITS, Duration.ofSeconds(5));
		}
	}

	private static <T> T stub(Class<T> type, Answers answers) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
				(proxy, method, args) -> answers.to(method.getName())));
	}

	private interface Answers {

		@Nullable Object to(String method) throws SQLException;

	}

}
