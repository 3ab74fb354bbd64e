package io.github.selftest.boot.check.fallback;

/**
 * One annotation of Resilience4j that holds for a method.
 *
 * @param protection what it asks for
 * @param name the name of the instance, placeholders resolved
 * @param configuration the name of a shared configuration; empty if none is named
 * @param fallback the name of the fallback method, placeholders resolved; empty without
 * one
 * @param ofClass whether it stands on the class
 */
record Guard(Protection protection, String name, String configuration, String fallback, boolean ofClass) {

	boolean hasFallback() {
		return !this.fallback.isBlank();
	}

	/**
	 * Return whether the name of the fallback is known before a call.
	 * @return {@code false} for an expression over the arguments
	 */
	boolean isFallbackFixed() {
		return !this.fallback.contains("#");
	}

	boolean isNameFixed() {
		return !this.name.contains("#");
	}

	InstanceName instance() {
		return new InstanceName(this.protection, this.name);
	}

	String annotation() {
		Protection written = (this.protection == Protection.THREAD_POOL_BULKHEAD) ? Protection.BULKHEAD
				: this.protection;
		return "@" + written.simpleName();
	}

}
