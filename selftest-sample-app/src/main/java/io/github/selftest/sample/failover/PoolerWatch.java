package io.github.selftest.sample.failover;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;

/**
 * Looks at the pooler now and then, on a thread of its own: while nobody asks for a
 * connection, too, and never at the cost of somebody who does.
 */
final class PoolerWatch implements InitializingBean, DisposableBean {

	private static final Logger logger = LoggerFactory.getLogger(PoolerWatch.class);

	private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor((task) -> {
		Thread thread = new Thread(task, "pooler-watch");
		thread.setDaemon(true);
		return thread;
	});

	private final Failover failover;

	private volatile @Nullable Future<?> next;

	PoolerWatch(Failover failover) {
		this.failover = failover;
	}

	@Override
	public void afterPropertiesSet() {
		scheduleNext();
	}

	@Override
	public void destroy() {
		Future<?> next = this.next;
		if (next != null) {
			next.cancel(false);
		}
		this.thread.shutdownNow();
	}

	private void scheduleNext() {
		if (!this.thread.isShutdown()) {
			this.next = this.thread.schedule(this::look, this.failover.pause().toMillis(), TimeUnit.MILLISECONDS);
		}
	}

	private void look() {
		try {
			this.failover.look();
		}
		catch (RuntimeException ex) {
			logger.warn("A look at the pooler failed", ex);
		}
		finally {
			scheduleNext();
		}
	}

}
