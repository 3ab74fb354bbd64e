package io.github.selftest.boot.check.httpcache;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import jakarta.servlet.DispatcherType;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

import io.github.selftest.api.probe.CacheMutationProbe;
import io.github.selftest.api.probe.PathVariableValues;
import io.github.selftest.api.probe.ProbeIdentity;
import io.github.selftest.boot.check.ConditionalOnCheck;
import io.github.selftest.boot.check.LoopbackAutoConfiguration;
import io.github.selftest.boot.check.LoopbackClientFactory;
import io.github.selftest.boot.check.RawLoopback;

/**
 * Auto-configuration for the checks of what the service promises to HTTP caches.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = LoopbackAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnCheck("http-cache")
@EnableConfigurationProperties(HttpCacheCheckProperties.class)
public final class HttpCacheCheckAutoConfiguration {

	private static final LongSupplier NANO_TIME = System::nanoTime;

	@Bean
	SeenLifetimes selfTestHttpCacheLifetimes() {
		return new SeenLifetimes();
	}

	@Bean
	HttpCacheTools selfTestHttpCacheTools(HttpCacheCheckProperties properties, RawLoopback loopback,
			LoopbackClientFactory clients, ObjectProvider<PathVariableValues> values,
			ObjectProvider<PathVersions> versions, ObjectProvider<ProbeIdentity> identities,
			ObjectProvider<InsideViews> views, SeenLifetimes lifetimes) {
		ProbeSettings settings = properties.settings();
		PathVersions unknown = (path) -> path;
		TargetPaths paths = new TargetPaths(() -> values.orderedStream().toList(),
				(path) -> versions.getIfAvailable(() -> unknown).versioned(path));
		return new HttpCacheTools(loopback, settings,
				new Identities(() -> identities.orderedStream().toList(), clients), paths,
				new Judge(properties.frameworkDefects()),
				new IgnoredRules(properties.ignore(), HttpCacheCheckAutoConfiguration::isRule),
				Peer.of(properties.peer().url(), settings), Optional.ofNullable(views.getIfAvailable()), lifetimes);
	}

	// the rules are many classes, which a service without resources never loads
	private static boolean isRule(String id) {
		return Stream.concat(Rules.all().stream().map(Rule::id), Arrays.stream(ProbeCode.values()).map(ProbeCode::id))
			.anyMatch(id::equals);
	}

	@Bean
	@ConditionalOnMissingBean(name = "selfTestHttpCacheChecks")
	HttpCacheChecks selfTestHttpCacheChecks(HttpCacheCheckProperties properties, HttpCacheTools tools) {
		return new HttpCacheChecks(properties, tools);
	}

	@Bean
	@ConditionalOnMissingBean(name = "selfTestHttpCacheMutationChecks")
	MutationChecks selfTestHttpCacheMutationChecks(ObjectProvider<CacheMutationProbe> probes, HttpCacheTools tools) {
		return new MutationChecks(() -> probes.orderedStream().toList(), tools);
	}

	@Bean
	@ConditionalOnBooleanProperty("selftest.check.http-cache.observe-handlers")
	InsideViews selfTestHttpCacheInsideViews() {
		return new InsideViews();
	}

	@Bean
	@ConditionalOnBooleanProperty("selftest.check.http-cache.observe-handlers")
	FilterRegistrationBean<InsideFilter> selfTestHttpCacheInsideFilter(InsideViews selfTestHttpCacheInsideViews) {
		FilterRegistrationBean<InsideFilter> registration = new FilterRegistrationBean<>(
				new InsideFilter(selfTestHttpCacheInsideViews, NANO_TIME));
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 3);
		registration.setName("selfTestHttpCacheInsideFilter");
		registration.setAsyncSupported(true);
		return registration;
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(RequestMappingHandlerMapping.class)
	static class WithMvc {

		@Bean
		PathVersions selfTestHttpCachePathVersions(ObjectProvider<ResourceUrlProvider> urls) {
			return (path) -> urls.stream()
				.flatMap((provider) -> Stream.ofNullable(provider.getForLookupPath(path)))
				.findFirst()
				.orElse(path);
		}

		@Bean
		@ConditionalOnMissingBean(name = "selfTestHttpCacheRouteChecks")
		RouteChecks selfTestHttpCacheRouteChecks(ObjectProvider<RequestMappingHandlerMapping> mappings,
				HttpCacheChecks declared, HttpCacheCheckProperties properties, HttpCacheTools tools) {
			return new RouteChecks(new MappedRoutes(mappings::stream), declared, properties, tools);
		}

		@Bean
		@ConditionalOnMissingBean(name = "selfTestHttpCacheRoutesCheck")
		RouteCoverageCheck selfTestHttpCacheRoutesCheck(RouteChecks selfTestHttpCacheRouteChecks) {
			return new RouteCoverageCheck(selfTestHttpCacheRouteChecks);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(HandlerInterceptor.class)
	@ConditionalOnBooleanProperty("selftest.check.http-cache.observe-handlers")
	static class WithCountedHandlers {

		@Bean
		WebMvcConfigurer selfTestHttpCacheHandlerCounter(InsideViews selfTestHttpCacheInsideViews) {
			HandlerCounter counter = new HandlerCounter(selfTestHttpCacheInsideViews);
			return new WebMvcConfigurer() {

				@Override
				public void addInterceptors(InterceptorRegistry registry) {
					registry.addInterceptor(counter).order(Ordered.LOWEST_PRECEDENCE);
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(HandlerMapping.class)
	@ConditionalOnBooleanProperty("selftest.check.http-cache.passive.enabled")
	static class WithPassiveSampling {

		@Bean
		RouteSamples selfTestHttpCacheRouteSamples(HttpCacheCheckProperties properties) {
			return new RouteSamples(properties.passive().window(), NANO_TIME);
		}

		@Bean
		FilterRegistrationBean<ConditionalFilter> selfTestHttpCacheConditionalFilter(
				RouteSamples selfTestHttpCacheRouteSamples) {
			FilterRegistrationBean<ConditionalFilter> registration = new FilterRegistrationBean<>(
					new ConditionalFilter(selfTestHttpCacheRouteSamples));
			registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 4);
			registration.setName("selfTestHttpCacheConditionalFilter");
			registration.setAsyncSupported(true);
			registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
			return registration;
		}

		@Bean
		@ConditionalOnMissingBean(name = "selfTestHttpCacheConditionalsCheck")
		ConditionalsCheck selfTestHttpCacheConditionalsCheck(RouteSamples selfTestHttpCacheRouteSamples,
				HttpCacheCheckProperties properties, HttpCacheTools tools) {
			return new ConditionalsCheck(selfTestHttpCacheRouteSamples, properties.passive(), tools.ignored());
		}

	}

	/**
	 * Knows the path of a static resource with its version.
	 */
	@FunctionalInterface
	interface PathVersions {

		String versioned(String path);

	}

}
