package io.github.selftest.boot.webpage;

import java.util.List;
import java.util.Set;

import io.github.selftest.boot.endpoint.EndpointView.Seen;
import io.github.selftest.boot.endpoint.PublicReason;
import io.github.selftest.boot.engine.Verdict;
import io.github.selftest.boot.identity.Identity;

/**
 * All that a page is written from.
 *
 * @param scene how things stand
 * @param history what was before
 * @param identity who this instance is
 * @param links the links to other pages
 * @param heartbeat writes the bars
 * @param seen what is shown, and to whom
 */
record View(Scene scene, PageHistory history, Identity identity, Links links, Heartbeat heartbeat, Seen seen) {

	boolean details() {
		return this.seen.details();
	}

	/**
	 * Return why a group stands as it does, as far as it may be told.
	 * @param verdict how it stands
	 * @return the reason
	 */
	String reason(Verdict verdict) {
		return details() ? verdict.reason() : PublicReason.of(verdict);
	}

	List<String> path() {
		return this.seen.path();
	}

	Set<String> runnable() {
		return this.seen.runnable();
	}

	Moments moments() {
		return this.scene.moments();
	}

}
