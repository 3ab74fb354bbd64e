package io.github.selftest.boot.endpoint.health;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.springframework.core.io.Resource;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Tells whether somebody has mapped a path to the letter. A pattern that takes anything,
 * such as {@code /{page}}, does not own it.
 */
final class PathOwner {

	private PathOwner() {
	}

	static boolean owns(HandlerMapping mapping, String path) {
		if (mapping instanceof RequestMappingInfoHandlerMapping controllers) {
			return controllers.getHandlerMethods()
				.keySet()
				.stream()
				.anyMatch((info) -> info.getPatternValues().contains(path));
		}
		if (mapping instanceof AbstractUrlHandlerMapping urls) {
			return urls.getHandlerMap().containsKey(path);
		}
		if (mapping instanceof RouterFunctionMapping routes && routes.getRouterFunction() != null) {
			LiteralPaths paths = new LiteralPaths();
			routes.getRouterFunction().accept(paths);
			return paths.found.contains(path);
		}
		return false;
	}

	/**
	 * Collects the path patterns of router functions, with the prefixes that they are
	 * nested in.
	 */
	private static final class LiteralPaths implements RouterFunctions.Visitor {

		private final Set<String> found = new HashSet<>();

		private String prefix = "";

		@Override
		public void startNested(RequestPredicate predicate) {
			patterns(predicate).stream().findFirst().ifPresent((pattern) -> this.prefix += pattern);
		}

		@Override
		public void endNested(RequestPredicate predicate) {
			patterns(predicate).stream()
				.findFirst()
				.ifPresent((pattern) -> this.prefix = this.prefix.substring(0,
						Math.max(0, this.prefix.length() - pattern.length())));
		}

		@Override
		public void route(RequestPredicate predicate, HandlerFunction<?> handlerFunction) {
			Set<String> patterns = patterns(predicate);
			patterns.forEach((pattern) -> this.found.add(this.prefix + pattern));
			if (patterns.isEmpty()) {
				this.found.add(this.prefix);
			}
		}

		@Override
		public void resources(Function<ServerRequest, Optional<Resource>> lookupFunction) {
		}

		@Override
		public void attributes(java.util.Map<String, Object> attributes) {
		}

		@Override
		public void unknown(RouterFunction<?> routerFunction) {
		}

		private static Set<String> patterns(RequestPredicate predicate) {
			Set<String> patterns = new HashSet<>();
			predicate.accept(new PatternVisitor(patterns));
			return patterns;
		}

	}

	/**
	 * Collects the path patterns of a predicate.
	 */
	private static final class PatternVisitor implements RequestPredicates.Visitor {

		private final Set<String> patterns;

		private PatternVisitor(Set<String> patterns) {
			this.patterns = patterns;
		}

		@Override
		public void path(String pattern) {
			this.patterns.add(pattern);
		}

		@Override
		public void method(Set<HttpMethod> methods) {
		}

		@Override
		@Deprecated
		@SuppressWarnings({ "deprecation", "removal" })
		public void pathExtension(String extension) {
		}

		@Override
		public void header(String name, String value) {
		}

		@Override
		public void param(String name, String value) {
		}

		@Override
		public void version(String version) {
		}

		@Override
		public void startAnd() {
		}

		@Override
		public void and() {
		}

		@Override
		public void endAnd() {
		}

		@Override
		public void startOr() {
		}

		@Override
		public void or() {
		}

		@Override
		public void endOr() {
		}

		@Override
		public void startNegate() {
		}

		@Override
		public void endNegate() {
		}

		@Override
		public void unknown(RequestPredicate predicate) {
		}

	}

}
