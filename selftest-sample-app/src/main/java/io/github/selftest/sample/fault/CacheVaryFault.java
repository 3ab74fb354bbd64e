package io.github.selftest.sample.fault;

import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

import io.github.selftest.sample.assets.AssetRepair;
import io.github.selftest.sample.assets.ForgottenRepair;

/**
 * Tomcat names in the 304 less than in the 200: a cache that updates what it has stored
 * forgets that the answer depends on the compression.
 */
@Component
@Profile("fault-cache-vary")
class CacheVaryFault implements ForgottenRepair {

	@Override
	public AssetRepair forgotten() {
		return AssetRepair.VARY;
	}

}
