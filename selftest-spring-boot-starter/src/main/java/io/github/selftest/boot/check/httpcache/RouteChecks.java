package io.github.selftest.boot.check.httpcache;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckProvider;

/**
 * One check for each route whose handler is annotated, and for the other ones if the
 * operator wants that.
 */
final class RouteChecks implements CheckProvider {

	private final GetRoutes routes;

	private final HttpCacheChecks declared;

	private final HttpCacheCheckProperties properties;

	private final HttpCacheTools tools;

	RouteChecks(GetRoutes routes, HttpCacheChecks declared, HttpCacheCheckProperties properties, HttpCacheTools tools) {
		this.routes = routes;
		this.declared = declared;
		this.properties = properties;
		this.tools = tools;
	}

	@Override
	public Collection<? extends Check> checks() {
		Map<String, Check> checks = new LinkedHashMap<>();
		for (GetRoute route : this.routes.list()) {
			if (route.annotation().isPresent() || (this.properties.probeDiscovered() && !isDeclared(route))) {
				Check check = check(route.target(this.properties.tier()));
				checks.putIfAbsent(check.definition().id(), check);
			}
		}
		return new ArrayList<>(checks.values());
	}

	/**
	 * Return the routes that neither an annotation nor a declared resource covers.
	 */
	List<GetRoute> uncovered() {
		return this.routes.list()
			.stream()
			.filter((route) -> route.annotation().isEmpty() && !isDeclared(route))
			.toList();
	}

	int total() {
		return this.routes.list().size();
	}

	private boolean isDeclared(GetRoute route) {
		return this.declared.targets().stream().anyMatch((target) -> GetRoutes.covers(target.path(), route));
	}

	private Check check(Target target) {
		CheckDefinition definition = HttpCacheDefinitions.ofResource(
				HttpCacheDefinitions.id("httpCache", target.name()), "HTTP caching of " + target.path(), target.tier(),
				this.properties.interval());
		return new HttpCacheCheck(definition, target, this.tools);
	}

}
