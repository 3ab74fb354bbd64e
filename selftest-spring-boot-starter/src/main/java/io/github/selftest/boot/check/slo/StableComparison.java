package io.github.selftest.boot.check.slo;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.Status;
import io.github.selftest.boot.identity.Identity;
import io.github.selftest.boot.sampling.RateComparison;
import io.github.selftest.boot.sampling.RateEvidence;
import io.github.selftest.boot.sampling.RequestCounts;
import io.github.selftest.boot.sampling.RequestRecorder;

/**
 * Whether this instance fails more often than the stable ones do at the same time.
 */
final class StableComparison {

	private static final int MAX_PODS = 200;

	private static final Set<String> STABLE = Set.of("stable", "active");

	private final Identity identity;

	private final RequestRecorder recorder;

	private final Peers peers;

	private final Evidence evidence;

	private final double minimumEffect;

	private final RateComparison comparison = new RateComparison();

	private final Map<String, PeerCounts> known = new LinkedHashMap<>();

	private @Nullable RequestCounts own;

	StableComparison(Identity identity, RequestRecorder recorder, Peers peers, Evidence evidence,
			double minimumEffect) {
		this.identity = identity;
		this.recorder = recorder;
		this.peers = peers;
		this.evidence = evidence;
		this.minimumEffect = minimumEffect;
	}

	Check toCheck() {
		return SloCheck.ofCanary("sloAgainstStable", "No worse than the stable version", this::look);
	}

	private synchronized CheckResult look(CheckContext run) {
		if (STABLE.contains(this.identity.role())) {
			return CheckResult.of(Codes.STABLE.finding(Status.PASS,
					"This instance is '%s' itself, so there is nothing to compare".formatted(this.identity.role())));
		}
		StablePeers.Answers answers = answers(run.remaining());
		List<PeerCounts> others = answers.counts().stream().filter(this::isStable).toList();
		if (others.isEmpty()) {
			return CheckResult.of(
					Codes.STABLE
						.finding(Status.INCONCLUSIVE,
								"Stable instances: " + (!answers.problem().isEmpty() ? answers.problem()
										: answers.counts().isEmpty() ? "there are none"
												: "there are none of another version"))
						.withRemedy(
								"Let 'selftest.slo.peer.url' name the check 'sloSuccessRate' of the stable instances"));
		}
		compare(others);
		return result(answers.problem());
	}

	private StablePeers.Answers answers(Duration remaining) {
		try {
			return this.peers.ask(remaining);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new CancellationException("interrupted while waiting for the stable instances");
		}
	}

	private boolean isStable(PeerCounts counts) {
		String hash = this.identity.podTemplateHash();
		boolean isSameVersion = !hash.isEmpty() && hash.equals(counts.podTemplateHash());
		return !isSameVersion && !counts.pod().equals(this.identity.pod());
	}

	private void compare(List<PeerCounts> others) {
		long requests = 0;
		long errors = 0;
		for (PeerCounts now : others) {
			PeerCounts before = this.known.remove(now.pod());
			this.known.put(now.pod(), now);
			if (before != null) {
				boolean isReset = now.requests() < before.requests() || now.errors() < before.errors();
				requests += now.requests() - (isReset ? 0 : before.requests());
				errors += now.errors() - (isReset ? 0 : before.errors());
			}
		}
		while (this.known.size() > MAX_PODS) {
			this.known.remove(this.known.keySet().iterator().next());
		}
		RequestCounts before = this.own;
		RequestCounts now = this.recorder.all();
		this.own = now;
		if (before != null) {
			long newErrors = Math.min(errors, requests);
			this.comparison.add(now.total() - before.total(), now.errors() - before.errors(), requests, newErrors);
		}
	}

	private CheckResult result(String problem) {
		RateComparison seen = this.comparison;
		Status status = status(seen);
		String counts = "%d of %d failed, of the stable instances %d of %d".formatted(seen.newErrors(),
				seen.newRequests(), seen.stableErrors(), seen.stableRequests());
		String message = (status == Status.INCONCLUSIVE) ? counts + ", which is too few to tell" : counts;
		return CheckResult
			.of(Codes.STABLE
				.finding(status, "Requests of users: " + message + (problem.isEmpty() ? "" : "; " + problem))
				.withValues("%s times the rate of errors".formatted(Codes.number(seen.ratio())),
						"no more than the stable instances")
				.withRemedy("Compare what this version changed"))
			.with(Measurement.of("ratio", seen.ratio(), "ratio").withLimit(this.minimumEffect),
					Measurement.of("logEvidence", seen.logEvidence(), "nat")
						.withLimit(-Math.log(this.evidence.falseAlarms())));
	}

	private Status status(RateComparison seen) {
		boolean isProven = RateEvidence.proves(seen.logEvidence(), this.evidence.falseAlarms());
		if (isProven && seen.newErrors() >= this.evidence.minimumBad() && seen.ratio() >= this.minimumEffect) {
			return Status.FAIL;
		}
		boolean isEnough = Math.min(seen.newRequests(), seen.stableRequests()) >= this.evidence.minimumRequests();
		return isEnough ? Status.PASS : Status.INCONCLUSIVE;
	}

	/**
	 * Asks the stable instances.
	 */
	@FunctionalInterface
	interface Peers {

		StablePeers.Answers ask(Duration remaining) throws InterruptedException;

	}

}
