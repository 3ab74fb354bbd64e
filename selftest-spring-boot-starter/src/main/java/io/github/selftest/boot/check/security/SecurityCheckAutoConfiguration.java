package io.github.selftest.boot.check.security;

import java.util.List;

import jakarta.servlet.ServletContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.WebServerSslBundle;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

import io.github.selftest.boot.check.ConditionalOnCheck;
import io.github.selftest.boot.check.LoopbackAutoConfiguration;

/**
 * Auto-configuration for the checks of what a service can see of its own security.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = LoopbackAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnCheck("security")
@EnableConfigurationProperties(SecurityCheckProperties.class)
public final class SecurityCheckAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "selfTestSecurityChecks")
	SecurityChecks selfTestSecurityChecks(SecurityCheckProperties properties, ConfigurableEnvironment environment,
			ConfigurableListableBeanFactory beans, ObjectProvider<ServletContext> servletContext) {
		Settings settings = new Settings(environment);
		List<SettingRule> rules = List.of(new ErrorSettings(settings), new SessionCookieSettings(settings),
				new DefaultUser(beans, settings), DeveloperTool.h2Console(servletContext),
				DeveloperTool.remoteDevTools(servletContext), new SecretsInJar(environment));
		return new SecurityChecks(rules, properties, environment);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ManagementPortType.class)
	static class WithActuator {

		@Bean
		@ConditionalOnMissingBean(name = "selfTestSecurityActuatorCheck")
		ActuatorCheck selfTestSecurityActuatorCheck(SecurityCheckProperties properties, Environment environment,
				ConfigurableListableBeanFactory beans, ObjectProvider<WebEndpointsSupplier> endpoints) {
			return new ActuatorCheck(endpoints, environment, beans, new IgnoredRules(properties.ignore()));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(WebServerSslBundle.class)
	static class WithServer {

		@Bean
		@ConditionalOnMissingBean(name = "selfTestSecurityCertificateChecks")
		CertificateChecks selfTestSecurityCertificateChecks(SecurityCheckProperties properties,
				ApplicationContext context, ObjectProvider<SslBundles> bundles) {
			return new CertificateChecks(new OwnCertificates(context, bundles), properties.certificate(),
					new IgnoredRules(properties.ignore()));
		}

	}

}
