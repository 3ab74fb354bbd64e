package io.github.selftest.sample.fault;

import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

import io.github.selftest.sample.assets.AssetRepair;
import io.github.selftest.sample.assets.ForgottenRepair;

/**
 * Spring sends the tag of a versioned file, and never recognises it again.
 */
@Component
@Profile("fault-cache-versioned-tag")
class CacheVersionedTagFault implements ForgottenRepair {

	@Override
	public AssetRepair forgotten() {
		return AssetRepair.EARLY_TAG;
	}

}
