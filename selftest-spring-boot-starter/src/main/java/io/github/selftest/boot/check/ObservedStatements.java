package io.github.selftest.boot.check;

import java.util.List;
import java.util.function.LongSupplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import net.ttddyy.observation.tracing.QueryContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Passes on what is observed of JDBC. Adds one more handler beside those of the host,
 * which is no bean, as hosts look for theirs by that type.
 */
final class ObservedStatements implements SmartInitializingSingleton {

	private final ObjectProvider<ObservationRegistry> registry;

	private final ObjectProvider<StatementListener> listeners;

	private final LongSupplier nanoTime;

	ObservedStatements(ObjectProvider<ObservationRegistry> registry, ObjectProvider<StatementListener> listeners,
			LongSupplier nanoTime) {
		this.registry = registry;
		this.listeners = listeners;
		this.nanoTime = nanoTime;
	}

	@Override
	public void afterSingletonsInstantiated() {
		List<StatementListener> hearing = this.listeners.stream().toList();
		ObservationRegistry observations = this.registry.getIfUnique();
		if (observations != null && !hearing.isEmpty()) {
			observations.observationConfig().observationHandler(new Handler(hearing, this.nanoTime));
		}
	}

	/**
	 * Takes the time of each statement.
	 *
	 * @param listeners who is told
	 * @param nanoTime where time comes from
	 */
	private record Handler(List<StatementListener> listeners,
			LongSupplier nanoTime) implements ObservationHandler<QueryContext> {

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
				this.listeners
					.forEach((listener) -> listener.executed((name != null) ? name : "", nanos, context.getError()));
			}
		}

	}

}
