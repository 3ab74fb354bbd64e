package io.github.selftest.sample.assets;

/**
 * What the shop does itself, as Spring and Tomcat leave it to the application.
 */
public enum AssetRepair {

	/** A 304 names what the answer depends on, as the 200 does. */
	VARY,

	/** Who takes compressed files gets the whole, not a part. */
	PLAIN_PARTS,

	/** Whoever has another version gets the whole, not a part. */
	IF_RANGE,

	/** A tag is there before the condition is looked at. */
	EARLY_TAG

}
