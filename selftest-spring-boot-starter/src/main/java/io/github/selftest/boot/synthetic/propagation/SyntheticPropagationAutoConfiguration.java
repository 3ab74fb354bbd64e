package io.github.selftest.boot.synthetic.propagation;

import java.util.List;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.RestTemplateCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.web.client.RestClient;
import org.springframework.web.servlet.config.annotation.AsyncSupportConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import io.github.selftest.boot.synthetic.ConditionalOnSyntheticTraffic;
import io.github.selftest.boot.touched.TouchedBean;
import io.github.selftest.boot.touched.TouchedBeans;

/**
 * Auto-configuration that carries the context of synthetic requests onward. Each part
 * acts on beans of the host, and so waits for a property.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnSyntheticTraffic
@EnableConfigurationProperties(PropagationProperties.class)
public final class SyntheticPropagationAutoConfiguration {

	private static final String PREFIX = "selftest.synthetic.propagation.";

	private static TouchedBeans touched(String what, String property, String how) {
		List<TouchedBean> touched = List.of(new TouchedBean(what, PREFIX + property, how));
		return () -> touched;
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(PREFIX + "executors")
	static class Executors {

		// Boot takes all decorators; a service that looks for one finds its own
		@Bean
		@Fallback
		PropagatingTaskDecorator selfTestPropagatingTaskDecorator() {
			return new PropagatingTaskDecorator();
		}

		@Bean
		TouchedBeans selfTestTouchedExecutors() {
			return touched("executors and schedulers of Spring Boot's builders", "executors",
					"a task of a synthetic request runs with its context");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(PREFIX + "async-requests")
	@ConditionalOnClass(WebMvcConfigurer.class)
	static class AsyncRequests {

		@Bean
		AsyncRequestConfigurer selfTestAsyncRequestConfigurer() {
			return new AsyncRequestConfigurer();
		}

		@Bean
		TouchedBeans selfTestTouchedAsyncRequests() {
			return touched("requestMappingHandlerAdapter", "async-requests",
					"what a controller returns to be run later runs with the context of its request");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(PREFIX + "clients")
	@ConditionalOnClass({ RestClient.class, RestClientCustomizer.class })
	static class Clients {

		@Bean
		SigningInterceptors selfTestSigningInterceptors(PropagationProperties properties, Environment environment) {
			return new SigningInterceptors(new SigningInterceptor(TargetsReader.read(properties, environment)));
		}

		@Bean
		@Order(Ordered.LOWEST_PRECEDENCE)
		RestClientCustomizer selfTestSigningRestClientCustomizer(SigningInterceptors interceptors) {
			return (builder) -> builder.requestInterceptor(interceptors.last());
		}

		@Bean
		@Order(Ordered.LOWEST_PRECEDENCE)
		RestTemplateCustomizer selfTestSigningRestTemplateCustomizer(SigningInterceptors interceptors) {
			return (template) -> template.getInterceptors().add(interceptors.last());
		}

		@Bean
		TouchedBeans selfTestTouchedClients() {
			return touched("RestClient.Builder, RestTemplateBuilder and HTTP service groups of Spring Boot", "clients",
					"calls of synthetic requests to the targets are signed, our headers are taken off all others");
		}

	}

	/**
	 * Holds the interceptor, as a bean of that type might be looked for by the host.
	 *
	 * @param last the interceptor
	 */
	record SigningInterceptors(SigningInterceptor last) {

	}

	/**
	 * Adds our interceptor to those of the host.
	 */
	static final class AsyncRequestConfigurer implements WebMvcConfigurer {

		@Override
		public void configureAsyncSupport(AsyncSupportConfigurer configurer) {
			configurer.registerCallableInterceptors(new AsyncRequestInterceptor());
		}

	}

}
