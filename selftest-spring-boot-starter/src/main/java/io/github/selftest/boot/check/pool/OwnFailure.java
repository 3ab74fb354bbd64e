package io.github.selftest.boot.check.pool;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why a pool could not open a connection when it last tried. It keeps that to itself, and
 * forgets it when it can again; asking it takes no connection of the server. In the same
 * place it keeps why one that it had was dead, which is no reason not to grow.
 */
final class OwnFailure {

	private static final Logger logger = LoggerFactory.getLogger(OwnFailure.class);

	private static final String POOL = HikariPool.class.getSuperclass().getName();

	private final HikariDataSource dataSource;

	private volatile @Nullable Throwable past;

	private volatile boolean isImpossible;

	OwnFailure(HikariDataSource dataSource) {
		this.dataSource = dataSource;
	}

	/** Take what is there for a thing of the past. */
	void forgive() {
		this.past = read();
	}

	/**
	 * Return why the pool could not grow.
	 * @param state of the pool
	 * @return the cause, {@code null} if the pool is as large as it may be, if it could
	 * grow, if that was before it last served, or if it can't be read
	 */
	@Nullable Throwable of(PoolState state) {
		Throwable last = (state.total() < state.most()) ? read() : null;
		return (last != null && last != this.past && !isOfOneThatWasOpen(last)) ? last : null;
	}

	/** The pool looks at what was idle for a while before it hands that out. */
	private static boolean isOfOneThatWasOpen(Throwable failure) {
		return Arrays.stream(failure.getStackTrace())
			.anyMatch((frame) -> frame.getClassName().equals(POOL) && frame.getMethodName().startsWith("isConnection"));
	}

	private @Nullable Throwable read() {
		if (this.isImpossible || !(this.dataSource.getHikariPoolMXBean() instanceof HikariPool pool)) {
			return null;
		}
		try {
			Field field = HikariPool.class.getSuperclass().getDeclaredField("lastConnectionFailure");
			field.setAccessible(true);
			return (field.get(pool) instanceof AtomicReference<?> holder && holder.get() instanceof Throwable last)
					? last : null;
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			this.isImpossible = true;
			logger.info("Why pool '{}' can't grow can't be read with this version of HikariCP",
					this.dataSource.getPoolName(), ex);
			return null;
		}
	}

}
