package io.github.selftest.boot.check.httpcache;

import java.util.List;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Measurement;
import io.github.selftest.boot.check.BuiltInCheck;

/**
 * Counts the GET routes that no resource covers. Calls none of them.
 */
final class RouteCoverageCheck implements BuiltInCheck {

	private static final int SHOWN = 10;

	private final CheckDefinition definition = HttpCacheDefinitions.ofRoutes();

	private final RouteChecks routes;

	RouteCoverageCheck(RouteChecks routes) {
		this.routes = routes;
	}

	@Override
	public CheckDefinition definition() {
		return this.definition;
	}

	@Override
	public CheckResult run(CheckContext context) {
		List<String> uncovered = this.routes.uncovered().stream().map(GetRoute::pattern).sorted().toList();
		int total = this.routes.total();
		context.record(ProbeCode.ROUTE_COVERAGE.finding(
				"%d of %d GET routes have no resource%s".formatted(uncovered.size(), total, shown(uncovered)),
				"%d without".formatted(uncovered.size()), "a resource for each route that caches may store"));
		context.record(Measurement.of("uncoveredRoutes", uncovered.size(), "count"));
		return context.result();
	}

	private static String shown(List<String> uncovered) {
		if (uncovered.isEmpty()) {
			return "";
		}
		String names = String.join(", ", uncovered.subList(0, Math.min(SHOWN, uncovered.size())));
		return (uncovered.size() > SHOWN) ? ": " + names + " and others" : ": " + names;
	}

}
