package io.github.selftest.sample.assets;

/**
 * A repair that is left out, by a fault.
 */
@FunctionalInterface
public interface ForgottenRepair {

	AssetRepair forgotten();

}
