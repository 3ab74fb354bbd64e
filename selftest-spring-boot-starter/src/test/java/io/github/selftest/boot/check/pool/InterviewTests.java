package io.github.selftest.boot.check.pool;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class InterviewTests {

	private int refused;

	// a reader of Aurora knows no position in a write-ahead log
	@ParameterizedTest
	@ValueSource(strings = { "0A000", "42883", "42501", "XX000" })
	void asksAServerThatDoesNotKnowTheQueryForLess(String sqlState) throws Exception {
		Answer answer = new Interview(System::nanoTime).ask(refusing(sqlState), 0);
		assertThat(answer.isValid()).isTrue();
		assertThat(answer.server().connections()).isNull();
	}

	@Test
	void refusesToFillTheLogOfAServerWithErrors() throws Exception {
		Interview interview = new Interview(System::nanoTime);
		interview.ask(refusing("0A000"), 0);
		assertThat(this.refused).isEqualTo(1);
		interview.ask(refusing("0A000"), 0);
		assertThat(this.refused).isEqualTo(1);
	}

	@Test
	void tellsOfAServerThatIsNoLongerThere() {
		assertThatExceptionOfType(SQLException.class)
			.isThrownBy(() -> new Interview(System::nanoTime).ask(refusing("57P01"), 0));
	}

	private Connection refusing(String sqlState) {
		ResultSet one = stub(ResultSet.class, Map.of("next", true));
		Statement statement = stub(Statement.class, Map.of(), (query) -> {
			if (!query.equals("SELECT 1")) {
				this.refused++;
				throw new SQLException("Function pg_last_wal_receive_lsn() is currently not supported", sqlState);
			}
			return one;
		});
		DatabaseMetaData data = stub(DatabaseMetaData.class, Map.of("getDatabaseProductName", "PostgreSQL",
				"getDatabaseProductVersion", "16", "getDriverName", "a", "getDriverVersion", "1"));
		return stub(Connection.class, Map.of("isValid", true, "isReadOnly", false, "getAutoCommit", true, "getMetaData",
				data, "createStatement", statement, "getCatalog", "shop"));
	}

	private static <T> T stub(Class<T> type, Map<String, Object> answers) {
		return stub(type, answers, (query) -> null);
	}

	private static <T> T stub(Class<T> type, Map<String, Object> answers, Queries queries) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
				(proxy, method, args) -> method.getName().equals("executeQuery") ? queries.answer((String) args[0])
						: answers.get(method.getName())));
	}

	private interface Queries {

		@Nullable Object answer(String query) throws SQLException;

	}

}
