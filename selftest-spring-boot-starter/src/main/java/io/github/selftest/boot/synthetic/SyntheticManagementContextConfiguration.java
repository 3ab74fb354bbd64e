package io.github.selftest.boot.synthetic;

import jakarta.servlet.Filter;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;

/**
 * Treats the mark on a management port of its own as on the port of the service.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(Filter.class)
@ConditionalOnBean(SyntheticGate.class)
class SyntheticManagementContextConfiguration {

	@Bean
	FilterRegistrationBean<RecognitionFilter> selfTestSyntheticManagementRecognitionFilter(SyntheticGate gate) {
		return gate.recognition();
	}

	@Bean
	FilterRegistrationBean<RefusalFilter> selfTestSyntheticManagementRefusalFilter(SyntheticGate gate) {
		return gate.refusal();
	}

	@Bean
	FilterRegistrationBean<OtherMethodFilter> selfTestSyntheticManagementOtherMethodFilter(SyntheticGate gate) {
		return gate.otherMethod();
	}

}
