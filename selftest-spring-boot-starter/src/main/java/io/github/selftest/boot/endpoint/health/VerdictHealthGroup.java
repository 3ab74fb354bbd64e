package io.github.selftest.boot.endpoint.health;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.health.actuate.endpoint.AdditionalHealthEndpointPath;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HttpCodeStatusMapper;
import org.springframework.boot.health.actuate.endpoint.StatusAggregator;
import org.springframework.boot.health.contributor.Status;

/**
 * The group {@code /actuator/health/selftest}. Who sees details is what the application
 * has said of its primary group.
 */
final class VerdictHealthGroup implements HealthEndpointGroup {

	static final String NAME = "selftest";

	static final String MEMBER = "selfTestVerdict";

	private final HealthEndpointGroup primary;

	private final @Nullable AdditionalHealthEndpointPath additionalPath;

	VerdictHealthGroup(HealthEndpointGroup primary, @Nullable AdditionalHealthEndpointPath additionalPath) {
		this.primary = primary;
		this.additionalPath = additionalPath;
	}

	@Override
	public boolean isMember(String name) {
		return name.equals(MEMBER);
	}

	@Override
	public boolean showComponents(SecurityContext securityContext) {
		return this.primary.showComponents(securityContext);
	}

	@Override
	public boolean showDetails(SecurityContext securityContext) {
		return this.primary.showDetails(securityContext);
	}

	@Override
	public StatusAggregator getStatusAggregator() {
		return (statuses) -> statuses.stream().findFirst().orElse(Status.UNKNOWN);
	}

	@Override
	public HttpCodeStatusMapper getHttpCodeStatusMapper() {
		return (status) -> Status.DOWN.equals(status) ? 503 : 200;
	}

	@Override
	public @Nullable AdditionalHealthEndpointPath getAdditionalPath() {
		return this.additionalPath;
	}

}
