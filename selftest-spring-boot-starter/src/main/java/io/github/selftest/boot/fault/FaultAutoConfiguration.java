package io.github.selftest.boot.fault;

import java.util.List;
import java.util.function.LongSupplier;

import javax.sql.DataSource;

import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.spring6.circuitbreaker.configure.CircuitBreakerAspectExt;
import io.github.resilience4j.spring6.retry.configure.RetryAspectExt;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import org.aspectj.lang.ProceedingJoinPoint;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.RestTemplateCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.selftest.boot.synthetic.ConditionalOnSyntheticTraffic;
import io.github.selftest.boot.touched.TouchedBean;
import io.github.selftest.boot.touched.TouchedBeans;

/**
 * Auto-configuration for faults. Nothing of it is there until it is turned on, in a
 * service that verifies synthetic requests.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({ Filter.class, FilterRegistrationBean.class })
@ConditionalOnBooleanProperty(FaultAutoConfiguration.PROPERTY)
@ConditionalOnSyntheticTraffic
@EnableConfigurationProperties(FaultProperties.class)
public final class FaultAutoConfiguration {

	static final String PROPERTY = FaultProperties.PREFIX + ".enabled";

	// after the filter that refuses
	private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 3;

	@Bean
	Faults selfTestFaults(FaultProperties properties) {
		LongSupplier nanoTime = System::nanoTime;
		return new Faults(properties, nanoTime);
	}

	@Bean
	FilterRegistrationBean<FaultFilter> selfTestFaultFilter(Faults faults) {
		FilterRegistrationBean<FaultFilter> filter = new FilterRegistrationBean<>(new FaultFilter(faults));
		filter.setName("selfTestFaultFilter");
		filter.setOrder(ORDER);
		filter.setDispatcherTypes(DispatcherType.REQUEST);
		return filter;
	}

	private static TouchedBeans touched(String what, String how) {
		List<TouchedBean> touched = List.of(new TouchedBean(what, PROPERTY, how));
		return () -> touched;
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterBinder.class)
	static class WithMicrometer {

		@Bean
		FaultMeters selfTestFaultMeters(Faults faults) {
			return new FaultMeters(faults);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ CircuitBreakerAspectExt.class, ProceedingJoinPoint.class })
	static class Breakers {

		@Bean
		FaultyBreakers selfTestFaultyBreakers(Faults faults, ObjectProvider<CircuitBreakerAspectExt> all) {
			return new FaultyBreakers(faults, all);
		}

		@Bean
		TouchedBeans selfTestTouchedFaultyBreakers() {
			return touched("circuit breakers and retries of Resilience4j on annotated methods",
					"calls of synthetic requests with a fault are not recorded");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ RetryAspectExt.class, Retry.class, ProceedingJoinPoint.class })
	static class Retries {

		@Bean
		UnrecordedRetries selfTestUnrecordedRetries(Faults faults, ObjectProvider<RetryAspectExt> all) {
			return new UnrecordedRetries(faults, all);
		}

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static RetriedStages selfTestRetriedStages(Environment environment, ConfigurableListableBeanFactory beans) {
			return new RetriedStages(environment, beans);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ RestClient.class, RestClientCustomizer.class })
	static class Clients {

		// before the one that signs, as a signature is good for a minute
		private static final int BEFORE_SIGNING = Ordered.LOWEST_PRECEDENCE - 1;

		@Bean
		@Order(BEFORE_SIGNING)
		RestClientCustomizer selfTestFaultyRestClientCustomizer(Faults faults) {
			return (builder) -> builder.requestInterceptor(new FaultyClients(faults));
		}

		@Bean
		@Order(BEFORE_SIGNING)
		RestTemplateCustomizer selfTestFaultyRestTemplateCustomizer(Faults faults) {
			return (template) -> template.getInterceptors().add(new FaultyClients(faults));
		}

		@Bean
		TouchedBeans selfTestTouchedFaultyClients() {
			return touched("RestClient.Builder, RestTemplateBuilder and HTTP service groups of Spring Boot",
					"calls can meet the fault of a synthetic request");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ WebClient.class, WebClientCustomizer.class })
	static class WebClients {

		@Bean
		@Order(Clients.BEFORE_SIGNING)
		WebClientCustomizer selfTestFaultyWebClientCustomizer(Faults faults) {
			return (builder) -> builder.filter(new FaultyWebClients(faults));
		}

		@Bean
		TouchedBeans selfTestTouchedFaultyWebClients() {
			return touched("WebClient.Builder and reactive HTTP service groups of Spring Boot",
					"calls can meet the fault of a synthetic request");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ DataSource.class, ProxyFactory.class })
	static class DataSources {

		@Bean
		static FaultyDataSources selfTestFaultyDataSources(ObjectProvider<Faults> faults,
				ObjectProvider<FaultProperties> properties) {
			return new FaultyDataSources(faults, properties);
		}

		@Bean
		TouchedBeans selfTestTouchedFaultyDataSources(FaultyDataSources dataSources) {
			return dataSources::touched;
		}

	}

}
