package io.github.selftest.sample.fault;

import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

import io.github.selftest.sample.assets.AssetRepair;
import io.github.selftest.sample.assets.ForgottenRepair;

/**
 * Tomcat compresses the part of a file, and the range still counts the octets of the
 * uncompressed one.
 */
@Component
@Profile("fault-cache-coded-part")
class CacheCodedPartFault implements ForgottenRepair {

	@Override
	public AssetRepair forgotten() {
		return AssetRepair.PLAIN_PARTS;
	}

}
