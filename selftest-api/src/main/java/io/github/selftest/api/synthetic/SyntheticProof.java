package io.github.selftest.api.synthetic;

import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a {@link SyntheticAuthenticator} says of a request. Immutable.
 *
 * @since 0.1.0
 */
public final class SyntheticProof {

	private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

	private static final SyntheticProof NONE = new SyntheticProof(State.NONE, "", Set.of(), Set.of());

	private static final SyntheticProof REJECTED = new SyntheticProof(State.REJECTED, "", Set.of(), Set.of());

	private final State state;

	private final String id;

	private final Set<String> tenants;

	private final Set<String> faults;

	private SyntheticProof(State state, String id, Set<String> tenants, Set<String> faults) {
		this.state = state;
		this.id = id;
		this.tenants = tenants;
		this.faults = faults;
	}

	/**
	 * Return that the request carries no proof that the authenticator knows, so that the
	 * next one is asked.
	 * @return no proof
	 */
	public static SyntheticProof none() {
		return NONE;
	}

	/**
	 * Return that the request carries a proof that is not valid.
	 * @return an invalid proof
	 */
	public static SyntheticProof rejected() {
		return REJECTED;
	}

	/**
	 * Return that the proof is valid. It grants no tenant and no fault.
	 * @param id who sent the request, for log lines: letters, digits, {@code .},
	 * {@code _} and {@code -}, at most 64, and no secret
	 * @return a valid proof
	 */
	public static SyntheticProof verified(String id) {
		if (!ID.matcher(Objects.requireNonNull(id, "'id' must not be null")).matches()) {
			throw new IllegalArgumentException(
					"'id' must be 1 to 64 letters, digits, '.', '_' and '-' and start with a letter or digit");
		}
		return new SyntheticProof(State.VERIFIED, id, Set.of(), Set.of());
	}

	/**
	 * Return a proof that grants tenants.
	 * @param tenants names; an asterisk at the end stands for any rest
	 * @return a new proof
	 */
	public SyntheticProof withTenants(Collection<String> tenants) {
		return new SyntheticProof(this.state, this.id, Set.copyOf(tenants), this.faults);
	}

	/**
	 * Return a proof that grants faults.
	 * @param faults faults; an asterisk at the end stands for any rest
	 * @return a new proof
	 */
	public SyntheticProof withFaults(Collection<String> faults) {
		return new SyntheticProof(this.state, this.id, this.tenants, Set.copyOf(faults));
	}

	/**
	 * Return what became of the proof.
	 * @return the state
	 */
	public State state() {
		return this.state;
	}

	/**
	 * Return who sent the request.
	 * @return the id; empty without a valid proof
	 */
	public String id() {
		return this.id;
	}

	/**
	 * Return the tenants that the request may act for.
	 * @return names; an asterisk at the end stands for any rest
	 */
	public Set<String> tenants() {
		return this.tenants;
	}

	/**
	 * Return the faults that the request may ask for.
	 * @return faults; an asterisk at the end stands for any rest
	 */
	public Set<String> faults() {
		return this.faults;
	}

	@Override
	public String toString() {
		return (this.state == State.VERIFIED) ? "verified " + this.id : this.state.name().toLowerCase(Locale.ROOT);
	}

	/**
	 * What became of a proof.
	 */
	public enum State {

		/** There is none that the authenticator knows. */
		NONE,

		/** It is not valid. */
		REJECTED,

		/** It is valid. */
		VERIFIED

	}

}
