package io.github.selftest.boot.endpoint;

import java.util.Map;
import java.util.function.UnaryOperator;

import io.github.selftest.boot.identity.Identity;

/**
 * The names of this instance as documents show them.
 *
 * @param app the application
 * @param version its version
 * @param pod the pod
 * @param podTemplateHash the hash of the pod template
 */
record Who(String app, String version, String pod, String podTemplateHash) {

	private static final int MAX = 63;

	static Who of(Identity identity) {
		return of(identity, (name) -> Text.oneLine(name, MAX));
	}

	/**
	 * Return names that take at most 63 bytes each, quotes aside.
	 * @param identity the identity
	 * @return the names
	 */
	static Who compact(Identity identity) {
		return of(identity, (name) -> Text.cutToJsonBytes(Text.oneLine(name, MAX), MAX));
	}

	private static Who of(Identity identity, UnaryOperator<String> shown) {
		return new Who(shown.apply(identity.app()), shown.apply(identity.version()), shown.apply(identity.pod()),
				shown.apply(identity.podTemplateHash()));
	}

	void addTo(Map<String, Object> document, Object role) {
		document.put("app", this.app);
		document.put("version", this.version);
		document.put("pod", this.pod);
		document.put("podTemplateHash", this.podTemplateHash);
		document.put("role", role);
	}

}
