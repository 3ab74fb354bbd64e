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
 * Whether this instance fails more often than the stable ones do at the same time. Most
 * of the accepted chance of a false alarm is spent on all looks, the rest on the last 30
 * to 60, so that long calm does not hide what has begun now.
 */
final class StableComparison {

	private static final int MAX_PODS = 200;

	private static final int LOOKS = 30;

	private static final double LONG_PART = 0.9;

	/** Starts in 180 looks, which are half an hour. */
	private static final int STARTS = 6;

	private static final Set<String> STABLE = Set.of("stable", "active");

	private final Identity identity;

	private final RequestRecorder recorder;

	private final Peers peers;

	private final Evidence evidence;

	private final double minimumEffect;

	private final RateComparison all = new RateComparison();

	private RateComparison recent = new RateComparison();

	private RateComparison next = new RateComparison();

	private int looks;

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
		return SloCheck.ofCanary("sloAgainstStable", "No worse than the stable version", this::look).askingPeers();
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
			for (RateComparison comparison : List.of(this.all, this.recent, this.next)) {
				comparison.add(now.total() - before.total(), now.errors() - before.errors(), requests, newErrors);
			}
			this.looks++;
			if (this.looks % LOOKS == 0) {
				this.recent = this.next;
				this.next = new RateComparison();
			}
		}
	}

	private CheckResult result(String problem) {
		double falseAlarms = this.evidence.falseAlarms() * LONG_PART;
		double ofRecent = this.evidence.falseAlarms() * (1 - LONG_PART) / STARTS;
		return (!isWorse(this.all, falseAlarms) && isWorse(this.recent, ofRecent))
				? result(this.recent, ofRecent, problem) : result(this.all, falseAlarms, problem);
	}

	private CheckResult result(RateComparison seen, double falseAlarms, String problem) {
		Status status = status(seen, falseAlarms);
		String counts = "%d of %d failed, of the stable instances %d of %d".formatted(seen.newErrors(),
				seen.newRequests(), seen.stableErrors(), seen.stableRequests());
		String message = (status == Status.INCONCLUSIVE) ? counts + ", which is too few to tell" : counts;
		// a peer that is away and requests that failed are more than a matter of waiting
		boolean isCalm = problem.isEmpty() && seen.newErrors() == 0;
		Codes code = (status == Status.INCONCLUSIVE && isCalm) ? Codes.FEW_SAMPLES : Codes.STABLE;
		return CheckResult
			.of(code.finding(status, "Requests of users: " + message + (problem.isEmpty() ? "" : "; " + problem))
				.withValues("%s times the rate of errors".formatted(Codes.number(seen.ratio())),
						"no more than the stable instances")
				.withRemedy("Compare what this version changed"))
			.with(Measurement.of("ratio", seen.ratio(), "ratio").withLimit(this.minimumEffect),
					Measurement.of("logEvidence", seen.logEvidence(), "nat").withLimit(-Math.log(falseAlarms)));
	}

	private boolean isWorse(RateComparison seen, double falseAlarms) {
		return RateEvidence.proves(seen.logEvidence(), falseAlarms) && seen.newErrors() >= this.evidence.minimumBad()
				&& seen.ratio() >= this.minimumEffect;
	}

	private Status status(RateComparison seen, double falseAlarms) {
		if (isWorse(seen, falseAlarms)) {
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
