package io.github.selftest.boot.check.httpcache;

import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;

/**
 * What a check reports beside the rules.
 */
enum ProbeCode {

	/** There is no path to ask. */
	NO_PATH("no-path", Status.INCONCLUSIVE, "a variable of the route has no value",
			"Publish a bean of type 'PathVariableValues' that knows the route, or declare a path without variables"),

	/** Less came than was promised. */
	BODY_BROKEN("body-broken", Status.FAIL, "a body breaks off, hangs or has malformed chunks",
			"Look into the log of the service: the handler may have failed while it was writing"),

	/** A finding is ignored for too long. */
	IGNORE_EXPIRED("ignore-expired", Status.WARN, "the last day of an entry of `ignore` has passed",
			"Mend what was ignored and remove the entry of 'selftest.check.http-cache.ignore', or give it a new day"),

	/** All is well. */
	RULES_KEPT("rules-kept", Status.PASS, "no rule is broken by what was seen", ""),

	/** What other replicas are compared with. */
	FINGERPRINT("fingerprint", Status.PASS, "always: hashes of policy and content, and the validators", ""),

	/** The peer gives other validators for the same content, or the same for other. */
	FLEET_ETAG("fleet-etag-consistent", Status.FAIL,
			"the peer has the same content with other validators, or other content with the same",
			"Make the ETag from the content or its version, and set 'spring.web.resources.cache.use-last-modified' "
					+ "to false where replicas have files of different age"),

	/** The peer has another policy. */
	FLEET_POLICY("fleet-policy-consistent", Status.FAIL, "the peer sends another policy for the same path",
			"Compare the configuration of the two"),

	/** The peer says nothing. */
	PEER_UNCLEAR("peer-unclear", Status.INCONCLUSIVE, "the peer does not answer 200",
			"Look at 'selftest.check.http-cache.peer.url', and whether the peer is up"),

	/** A change is seen by caches. */
	MUTATION("validator-changes-on-write", Status.FAIL,
			"after a change the validator is the same, or a conditional request does not bring the new content",
			"Make the ETag from what is shown, such as a version that each write raises, bulk updates included; "
					+ "evict what is memorised"),

	/** The change could not be seen at all. */
	MUTATION_UNCLEAR("mutation-unclear", Status.INCONCLUSIVE,
			"the resource has no validator, is not answered with 200, or does not show the change",
			"Have 'mutate()' change something that the resource shows, and give the resource an ETag"),

	/** The change failed. */
	MUTATION_FAILED("mutation-failed", Status.FAIL, "`mutate()` threw", "Look for the exception in the log"),

	/** Reading makes a session. */
	SESSION_CREATED("cc-session-created", Status.FAIL,
			"a GET without a sign-in whose answer a shared cache may store has created a session",
			"Use 'getSession(false)', or 'SessionCreationPolicy.STATELESS' for the route"),

	/** Something depends on a header that Vary does not name. */
	VARY_UNDECLARED("vary-read-undeclared", Status.WARN,
			"the application reads a header of the request that `Vary` does not name, and a shared cache may store the answer",
			"Name the header in 'Vary', make the answer private, or stop reading it"),

	/** What validation is worth. */
	SAVES_WORK("304-saves-work", Status.PASS, "always after a 304: whether the handler ran for it",
			"Call 'WebRequest.checkNotModified' before the content is made"),

	/** What validation is worth to users. */
	CONDITIONAL_HIT_RATIO("conditional-hit-ratio", Status.WARN,
			"with `passive.enabled`: users ask a route with a validator, and hardly ever get a 304",
			"Make the ETag from the content or its version, the same in each replica, and look for a filter or proxy "
					+ "that changes it; declare the route as a resource to see which rule it breaks"),

	/** Too little was seen to say what validation is worth. It passes by itself. */
	FEW_SAMPLES("few-samples", Status.INCONCLUSIVE,
			"with `passive.enabled`: no route has had enough conditional requests to tell how they are answered",
			"Wait for requests, or set 'selftest.check.http-cache.passive.window' longer or "
					+ "'selftest.check.http-cache.passive.min-requests' lower"),

	/** Routes without a declared resource. */
	ROUTE_COVERAGE("route-policy-coverage", Status.PASS, "always: GET routes that no resource covers",
			"Annotate the handlers with '@VerifyHttpCaching', or declare 'selftest.check.http-cache.resources.<name>.path'");

	private final String id;

	private final Status status;

	private final String when;

	private final String remedy;

	ProbeCode(String id, Status status, String when, String remedy) {
		this.id = id;
		this.status = status;
		this.when = when;
		this.remedy = remedy;
	}

	/**
	 * Return the code without the kind.
	 */
	String id() {
		return this.id;
	}

	/**
	 * Return the code of its findings.
	 */
	String code() {
		return HttpCacheDefinitions.KIND + "." + this.id;
	}

	Status status() {
		return this.status;
	}

	/**
	 * Return when it is reported, as the documentation says it.
	 */
	String when() {
		return this.when;
	}

	String remedy() {
		return this.remedy;
	}

	Finding finding(String message, Object observed, Object expected) {
		return finding(this.status, message, observed, expected);
	}

	/**
	 * Create a finding of another status, such as of the same code when all is well.
	 */
	Finding finding(Status status, String message, Object observed, Object expected) {
		Finding finding = Finding.of(status, code(), message).withValues(observed, expected);
		return this.remedy.isEmpty() ? finding : finding.withRemedy(this.remedy);
	}

}
