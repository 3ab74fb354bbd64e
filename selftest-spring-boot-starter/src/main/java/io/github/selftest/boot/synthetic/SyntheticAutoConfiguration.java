package io.github.selftest.boot.synthetic;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.servlet.Filter;
import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.util.pattern.PathPatternParser;

import io.github.selftest.api.synthetic.SyntheticAuthenticator;

/**
 * Auto-configuration for recognising synthetic requests. In force when there is a key, a
 * token or an authenticator.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = { "selftest.enabled", "selftest.synthetic.enabled" }, matchIfMissing = true)
public final class SyntheticAutoConfiguration {

	private static LongSupplier nanoTime() {
		return System::nanoTime;
	}

	private static InstantSource wallClock() {
		return Instant::now;
	}

	/**
	 * What there is with a proof.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	@ConditionalOnClass({ Filter.class, PathPatternParser.class, FilterRegistrationBean.class })
	@ConditionalOnSyntheticTraffic
	@EnableConfigurationProperties(SyntheticProperties.class)
	static class Recognition {

		@Bean
		SelfKey selfTestSyntheticSelfKey(SyntheticProperties properties, Environment environment) {
			return new SelfKey(audience(properties, environment));
		}

		@Bean
		SyntheticGate selfTestSyntheticGate(SyntheticProperties properties, Environment environment, SelfKey self,
				ObjectProvider<SyntheticAuthenticator> authenticators, ObjectProvider<VendorMarks> vendorMarks) {
			StrictEntries.require(environment);
			LongSupplier nanoTime = nanoTime();
			Proofs proofs = new Proofs(properties, audience(properties, environment), self, wallClock(), nanoTime);
			return SyntheticGate.of(properties, proofs, authenticators.orderedStream().toList(),
					vendorMarks.getIfAvailable(), nanoTime);
		}

		@Bean
		@ConditionalOnBooleanProperty("selftest.synthetic.vendor-marks")
		VendorMarks selfTestSyntheticVendorMarks() {
			return new VendorMarks();
		}

		@Bean
		FilterRegistrationBean<RecognitionFilter> selfTestSyntheticRecognitionFilter(SyntheticGate gate) {
			return gate.recognition();
		}

		@Bean
		FilterRegistrationBean<RefusalFilter> selfTestSyntheticRefusalFilter(SyntheticGate gate) {
			return gate.refusal();
		}

		@Bean
		FilterRegistrationBean<OtherMethodFilter> selfTestSyntheticOtherMethodFilter(SyntheticGate gate) {
			return gate.otherMethod();
		}

		private static String audience(SyntheticProperties properties, Environment environment) {
			String audience = (properties.audience() != null) ? properties.audience()
					: environment.getProperty("spring.application.name", "");
			if (audience.isBlank() && !properties.keys().isEmpty()) {
				throw new InvalidSyntheticException(SyntheticProperties.PREFIX + ".audience", "nothing",
						"the name by which signatures address this service",
						"Set it, or 'spring.application.name', so that a signature for another service is good for none here.");
			}
			return audience;
		}

		/**
		 * What there is with Micrometer.
		 */
		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(MeterBinder.class)
		static class WithMicrometer {

			@Bean
			SyntheticMeters selfTestSyntheticMeters(SyntheticGate gate, ObjectProvider<VendorMarks> vendorMarks) {
				return new SyntheticMeters(gate.counts(), vendorMarks.getIfAvailable());
			}

		}

		/**
		 * What there is with Actuator.
		 */
		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(SanitizingFunction.class)
		static class WithActuator {

			@Bean
			MaskedSecrets selfTestSyntheticMaskedSecrets(SyntheticProperties properties) {
				return new MaskedSecrets(properties);
			}

		}

	}

	/**
	 * What there is without a proof.
	 */
	@Configuration(proxyBeanMethods = false)
	@Conditional(OnNoRecognition.class)
	static class Unused {

		@Bean
		SyntheticNotice selfTestSyntheticNotice(Environment environment) {
			return SyntheticNotice.of(OnSyntheticTrafficCondition.isConfigured(environment),
					AotDetector.useGeneratedArtifacts());
		}

	}

	/**
	 * Matches when nothing is recognised.
	 */
	static final class OnNoRecognition extends NoneNestedConditions {

		OnNoRecognition() {
			super(ConfigurationPhase.REGISTER_BEAN);
		}

		/**
		 * What recognition needs.
		 */
		@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
		@ConditionalOnClass({ Filter.class, PathPatternParser.class, FilterRegistrationBean.class })
		@ConditionalOnSyntheticTraffic
		static final class Recognised {

		}

	}

}
