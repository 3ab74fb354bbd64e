package io.github.selftest.boot.check.httpcache;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import io.github.selftest.api.probe.VerifyHttpCaching;

/**
 * The routes of the controllers of the service, without those of Spring itself.
 */
final class MappedRoutes implements GetRoutes {

	private static final String SPRING = "org.springframework.";

	private final Supplier<Stream<RequestMappingHandlerMapping>> mappings;

	MappedRoutes(Supplier<Stream<RequestMappingHandlerMapping>> mappings) {
		this.mappings = mappings;
	}

	@Override
	public List<GetRoute> list() {
		List<GetRoute> routes = new ArrayList<>();
		this.mappings.get()
			.filter((mapping) -> mapping.getClass() == RequestMappingHandlerMapping.class
					|| !mapping.getClass().getName().contains(".actuate."))
			.forEach((mapping) -> mapping.getHandlerMethods().forEach((info, handler) -> add(info, handler, routes)));
		return routes;
	}

	private static void add(RequestMappingInfo info, HandlerMethod handler, List<GetRoute> routes) {
		if (!answersGet(info) || handler.getBeanType().getName().startsWith(SPRING)) {
			return;
		}
		Method method = handler.getMethod();
		Optional<VerifyHttpCaching> annotation = Optional
			.ofNullable(AnnotatedElementUtils.findMergedAnnotation(method, VerifyHttpCaching.class));
		info.getPatternValues().stream().sorted().forEach((pattern) -> routes.add(new GetRoute(pattern, annotation)));
	}

	private static boolean answersGet(RequestMappingInfo info) {
		Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
		return methods.isEmpty() || methods.contains(RequestMethod.GET);
	}

}
