package io.github.selftest.boot.check.fallback;

import java.sql.SQLException;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

/**
 * A transaction that a call has left open on this thread, which others will use.
 */
final class OpenTransaction {

	private static final Logger logger = LoggerFactory.getLogger(OpenTransaction.class);

	private static final boolean TRANSACTIONS = ClassUtils
		.isPresent("org.springframework.transaction.support.TransactionSynchronizationManager", null);

	private static final boolean JDBC = ClassUtils.isPresent("org.springframework.jdbc.datasource.ConnectionHolder",
			null);

	private OpenTransaction() {
	}

	/**
	 * Take back a transaction that is open.
	 * @return whether one was
	 */
	static boolean endIfAny() {
		return TRANSACTIONS && Manager.endIfAny();
	}

	/**
	 * Loaded with Spring's transactions only.
	 */
	private static final class Manager {

		private Manager() {
		}

		static boolean endIfAny() {
			if (!TransactionSynchronizationManager.isActualTransactionActive()
					&& !TransactionSynchronizationManager.isSynchronizationActive()) {
				return false;
			}
			for (Map.Entry<Object, Object> resource : TransactionSynchronizationManager.getResourceMap().entrySet()) {
				TransactionSynchronizationManager.unbindResourceIfPossible(resource.getKey());
				if (JDBC && resource.getValue() instanceof ConnectionHolder holder) {
					rollBack(holder);
				}
			}
			TransactionSynchronizationManager.clear();
			return true;
		}

		private static void rollBack(ConnectionHolder holder) {
			try {
				holder.getConnection().rollback();
				holder.getConnection().close();
			}
			catch (SQLException | IllegalStateException ex) {
				logger.warn("The transaction that a fallback left open could not be taken back", ex);
			}
		}

	}

}
