package io.github.selftest.boot.check.security;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.EndpointsSupplier;
import org.springframework.boot.actuate.endpoint.ExposableEndpoint;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.web.ExposableWebEndpoint;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.core.env.Environment;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.boot.check.BuiltInCheck;

/**
 * Looks at the Actuator endpoints that are exposed, with the access that is left, and at
 * who reaches them. No endpoint is called.
 */
final class ActuatorCheck implements BuiltInCheck {

	/** What users did and what is in memory. */
	private static final Set<String> DATA = Set.of("auditevents", "heapdump", "httpexchanges", "logfile", "sessions");

	/** How the service is made. */
	private static final Set<String> INTERNALS = Set.of("beans", "caches", "conditions", "configprops", "env", "flyway",
			"integrationgraph", "liquibase", "mappings", "quartz", "sbom", "scheduledtasks", "startup", "threaddump");

	private static final Set<String> WITH_VALUES = Set.of("configprops", "env", "quartz");

	/** Made for machines that do not sign in, and limited by itself. */
	private static final String OURS = "selftest";

	private final CheckDefinition definition = Definitions.unasked("securityActuator", "Actuator gives nothing away");

	private final ObjectProvider<WebEndpointsSupplier> endpoints;

	private final Environment environment;

	private final Settings settings;

	private final BeanFactory beans;

	private final IgnoredRules ignored;

	ActuatorCheck(ObjectProvider<WebEndpointsSupplier> endpoints, Environment environment, BeanFactory beans,
			IgnoredRules ignored) {
		this.endpoints = endpoints;
		this.environment = environment;
		this.settings = new Settings(environment);
		this.beans = beans;
		this.ignored = ignored;
	}

	@Override
	public CheckDefinition definition() {
		return this.definition;
	}

	@Override
	public CheckResult run(CheckContext context) {
		RuleReport report = new RuleReport(context, this.ignored);
		ActuatorAudience audience = ActuatorAudience.of(this.environment, this.beans);
		Collection<ExposableWebEndpoint> exposed = this.endpoints.stream()
			.map(EndpointsSupplier::getEndpoints)
			.flatMap(Collection::stream)
			.toList();
		lookAtWildcard(report, audience);
		look(report, audience, SecurityRule.ACTUATOR_DATA, "the data of users", ids(exposed, DATA::contains));
		look(report, audience, SecurityRule.ACTUATOR_INTERNALS, "the inside of the service",
				ids(exposed, INTERNALS::contains));
		look(report, audience, SecurityRule.ACTUATOR_VALUES, "values of properties", ids(exposed, this::showsValues));
		look(report, audience, SecurityRule.ACTUATOR_WRITABLE, "changes to the service",
				ids(exposed.stream().filter(ActuatorCheck::isWritable).toList(), (id) -> !id.equals(OURS)));
		return context.result();
	}

	private void lookAtWildcard(RuleReport report, ActuatorAudience audience) {
		boolean isWildcard = this.settings.texts("management.endpoints.web.exposure.include").contains("*");
		if (isWildcard && audience == ActuatorAudience.ANYBODY) {
			report.broken(SecurityRule.ACTUATOR_WILDCARD,
					"Every Actuator endpoint is exposed, and those that a library adds later: %s".formatted(audience),
					"'*'", "names of endpoints, or a sign-in");
			return;
		}
		report.kept(SecurityRule.ACTUATOR_WILDCARD,
				isWildcard ? "Every Actuator endpoint is exposed: %s".formatted(audience)
						: "The exposed Actuator endpoints are named one by one");
	}

	private static void look(RuleReport report, ActuatorAudience audience, SecurityRule rule, String what,
			List<String> ids) {
		if (ids.isEmpty()) {
			report.kept(rule, "No exposed Actuator endpoint offers %s".formatted(what));
			return;
		}
		String names = ids.stream().map((id) -> "'" + id + "'").collect(Collectors.joining(", "));
		if (audience != ActuatorAudience.ANYBODY) {
			report.kept(rule, "Actuator endpoints offer %s: %s; %s".formatted(what, names, audience));
			return;
		}
		report.broken(rule, "Actuator endpoints offer %s without a sign-in: %s".formatted(what, audience), names,
				"none, or a sign-in");
	}

	private boolean showsValues(String id) {
		return WITH_VALUES.contains(id)
				&& this.settings.get("management.endpoint.%s.show-values".formatted(id), Show.class) == Show.ALWAYS;
	}

	private static boolean isWritable(ExposableWebEndpoint endpoint) {
		return endpoint.getOperations().stream().anyMatch((operation) -> operation.getType() != OperationType.READ);
	}

	private static List<String> ids(Collection<ExposableWebEndpoint> endpoints, Predicate<String> which) {
		return endpoints.stream()
			.map(ExposableEndpoint::getEndpointId)
			.map((id) -> id.toLowerCaseString())
			.filter(which)
			.sorted()
			.toList();
	}

}
