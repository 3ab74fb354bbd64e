package io.github.selftest.boot.check;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import net.ttddyy.observation.tracing.QueryContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.function.SingletonSupplier;

/**
 * Passes on what is observed of JDBC. One more handler beside those of the host.
 */
final class ObservedStatements implements ObservationHandler<QueryContext> {

	private final Supplier<List<StatementListener>> listeners;

	private final LongSupplier nanoTime;

	ObservedStatements(ObjectProvider<StatementListener> listeners, LongSupplier nanoTime) {
		// looked up at the first statement, as the registry that is given this comes
		// early
		this.listeners = SingletonSupplier.of(() -> listeners.stream().toList());
		this.nanoTime = nanoTime;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof QueryContext;
	}

	@Override
	public void onStart(QueryContext context) {
		context.put(ObservedStatements.class, this.nanoTime.getAsLong());
	}

	@Override
	public void onStop(QueryContext context) {
		Long start = context.get(ObservedStatements.class);
		if (start != null) {
			String name = context.getDataSourceName();
			long nanos = this.nanoTime.getAsLong() - start;
			this.listeners.get()
				.forEach((listener) -> listener.executed((name != null) ? name : "", nanos, context.getError()));
		}
	}

}
