package io.github.selftest.boot;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

import io.github.selftest.boot.check.LoopbackSigner;
import io.github.selftest.boot.synthetic.SelfKey;
import io.github.selftest.boot.synthetic.SyntheticAutoConfiguration;

/**
 * Auto-configuration by which the requests of a service to itself are signed, where it
 * verifies synthetic requests.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = SyntheticAutoConfiguration.class)
@ConditionalOnBean(SelfKey.class)
public final class SignedLoopbackAutoConfiguration {

	@Bean
	LoopbackSigner selfTestLoopbackSigner(SelfKey key) {
		return key::headers;
	}

}
