package io.github.selftest.boot.identity;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Who this instance is. All but the role and the uptime stay the same for its life. Safe
 * for use by several threads.
 *
 * @since 0.1.0
 */
public final class Identity {

	private static final String UNKNOWN = "unknown";

	private static final Set<String> ROLES = Set.of("canary", "stable", "active", "preview");

	private final InstanceNames names;

	private final LabelsFile labels;

	private final String roleLabel;

	private final LongSupplier nanoTime;

	private final long startedNanos;

	/** A label that was seen once holds for the life of the pod. */
	private volatile String labelledHash = "";

	Identity(InstanceNames names, LabelsFile labels, String roleLabel, LongSupplier nanoTime) {
		this.names = names;
		this.labels = labels;
		this.roleLabel = roleLabel;
		this.nanoTime = nanoTime;
		this.startedNanos = nanoTime.getAsLong();
	}

	/**
	 * Return the name of the application.
	 * @return {@code spring.application.name}, or {@code application} without one
	 */
	public String app() {
		return this.names.app();
	}

	/**
	 * Return the version of the application.
	 * @return the version of the build, or {@code unknown}
	 */
	public String version() {
		return this.names.version();
	}

	/**
	 * Return the commit that the application was built from.
	 * @return the first characters of its id, empty when the build does not tell
	 */
	public String commit() {
		return this.names.commit();
	}

	/**
	 * Return the name of the pod, or of the host outside a cluster.
	 * @return the name, or {@code unknown}
	 */
	public String pod() {
		return this.names.pod();
	}

	/**
	 * Return the hash of the pod template that the pod was made from.
	 * @return the hash, empty where it is not known
	 */
	public String podTemplateHash() {
		if (!this.names.podTemplateHash().isEmpty()) {
			return this.names.podTemplateHash();
		}
		if (this.labelledHash.isEmpty()) {
			Map<String, String> current = this.labels.current();
			String hash = current.getOrDefault("rollouts-pod-template-hash", "");
			this.labelledHash = !hash.isEmpty() ? hash : current.getOrDefault("pod-template-hash", "");
		}
		return !this.labelledHash.isEmpty() ? this.labelledHash : this.names.hashInNameOfPod();
	}

	/**
	 * Return the role in a rollout, which changes in place on promotion.
	 * @return {@code canary}, {@code stable}, {@code active}, {@code preview} or
	 * {@code unknown}; at most one second old
	 */
	public String role() {
		String role = this.labels.current().getOrDefault(this.roleLabel, UNKNOWN);
		return ROLES.contains(role) ? role : UNKNOWN;
	}

	/**
	 * Return the time since the application context was started.
	 * @return the time
	 */
	public Duration uptime() {
		return Duration.ofNanos(Math.max(0, this.nanoTime.getAsLong() - this.startedNanos));
	}

}
