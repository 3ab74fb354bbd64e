package io.github.selftest.sample.fault;

import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

import io.github.selftest.sample.assets.AssetRepair;
import io.github.selftest.sample.assets.ForgottenRepair;

/**
 * Spring does not look at {@code If-Range}: who has the first half of another version
 * gets the second half of this one.
 */
@Component
@Profile("fault-cache-if-range")
class CacheIfRangeFault implements ForgottenRepair {

	@Override
	public AssetRepair forgotten() {
		return AssetRepair.IF_RANGE;
	}

}
