package io.github.selftest.boot.engine;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Status;

/**
 * What listeners were told of a check or group. Guarded by the lock of the engine.
 */
interface Announced {

	@Nullable Status announced();

	void announced(Status status);

	/**
	 * Return whether listeners were told that they are told nothing for now.
	 * @return whether it is muted
	 */
	boolean isSilent();

	void silent(boolean silent);

}
