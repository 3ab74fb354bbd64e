package io.github.selftest.boot.check.health;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.contributor.Status;

/**
 * What a status of the application's own means to Actuator.
 */
interface StatusMeaning {

	/**
	 * Without Actuator nobody has said.
	 */
	StatusMeaning UNKNOWN = new StatusMeaning() {

		@Override
		public boolean isServedAsError(Status status) {
			return false;
		}

		@Override
		public boolean isDropped(Status status) {
			return false;
		}

	};

	/**
	 * Return whether Actuator answers it with a server error.
	 * @param status the status
	 * @return whether a load balancer sees it
	 */
	boolean isServedAsError(Status status);

	/**
	 * Return whether it is lost beside an indicator that is UP, as no order knows it.
	 * @param status the status
	 * @return whether it is lost
	 */
	boolean isDropped(Status status);

	/**
	 * Return what it means to the primary group.
	 * @param groups finds the groups of Actuator
	 * @return the meaning
	 */
	static StatusMeaning of(Supplier<@Nullable HealthEndpointGroups> groups) {
		return new StatusMeaning() {

			@Override
			public boolean isServedAsError(Status status) {
				HealthEndpointGroups found = groups.get();
				return found != null && found.getPrimary().getHttpCodeStatusMapper().getStatusCode(status) >= 500;
			}

			@Override
			public boolean isDropped(Status status) {
				HealthEndpointGroups found = groups.get();
				return found != null && !found.getPrimary()
					.getStatusAggregator()
					.getAggregateStatus(status, Status.UP)
					.equals(status);
			}

		};
	}

}
