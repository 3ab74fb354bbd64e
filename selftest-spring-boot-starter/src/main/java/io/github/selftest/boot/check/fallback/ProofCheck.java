package io.github.selftest.boot.check.fallback;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Groups;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.Severity;
import io.github.selftest.api.synthetic.SyntheticContext;
import io.github.selftest.boot.check.BuiltInCheck;
import io.github.selftest.boot.check.ReactiveCalls;

/**
 * Makes one call as if a method had failed, and looks at what serves in its place.
 */
final class ProofCheck implements BuiltInCheck {

	private static final Logger logger = LoggerFactory.getLogger(ProofCheck.class);

	private static final Duration MARGIN = Duration.ofMillis(100);

	private final CheckDefinition definition;

	private final Proof proof;

	private final ProofTools tools;

	ProofCheck(Proof proof, ProofTools tools) {
		this.definition = CheckDefinition.builder(proof.id())
			.title("Fallback of " + proof.about())
			.kind("fallback")
			.groups(Groups.DEEP)
			.severity(Severity.DEGRADING)
			.build();
		this.proof = proof;
		this.tools = tools;
	}

	@Override
	public CheckDefinition definition() {
		return this.definition;
	}

	@Override
	public CheckResult run(CheckContext context) {
		Optional<String> flaw = this.tools.flaw(this.proof);
		if (flaw.isPresent() || this.proof.failsNothing()) {
			return CheckResult.of(unclear(flaw));
		}
		ForcedFailure failure = this.tools.failure(this.proof);
		this.tools.guardAgainstLeaks();
		Outcome outcome = outcome(context, failure);
		boolean leftOpen = OpenTransaction.endIfAny();
		List<Finding> findings = new ArrayList<>();
		findings.add(served(failure, outcome));
		inTime(outcome).ifPresent(findings::add);
		findings.addAll(sideEffects(failure, leftOpen));
		CheckResult result = CheckResult.of(findings, List.of(measured(outcome)));
		if (result.status().isPassing()) {
			this.proof.methods()
				.forEach((method) -> this.tools.records().of(method.label()).proven(context.clock().instant()));
		}
		return result;
	}

	private Finding unclear(Optional<String> flaw) {
		if (flaw.isPresent()) {
			return Finding
				.inconclusive("fallback.proof-unclear",
						"The proof of %s cannot be made: %s".formatted(about(), flaw.get()))
				.withRemedy("Correct the declaration of the proof");
		}
		return Finding
			.inconclusive("fallback.proof-unclear", "No method to fail: %s has no fallback".formatted(about()))
			.withValues("no such method with a fallback", "a method of a bean that Resilience4j guards")
			.withRemedy("Name class and method as they are written, and give the method a fallback");
	}

	private Outcome outcome(CheckContext context, ForcedFailure failure) {
		LongSupplier nanos = this.tools.nanoTime();
		long start = nanos.getAsLong();
		String run = this.tools.guard().begin();
		SyntheticContext.Scope scope = ProofRuns.context(run).open();
		try {
			Object result = result(context, failure, run);
			Duration took = Duration.ofNanos(nanos.getAsLong() - start);
			failure.ended(null);
			return new Outcome(took, null, refused(failure, result));
		}
		catch (Throwable ex) {
			if (ex instanceof InterruptedException || Thread.interrupted()) {
				Thread.currentThread().interrupt();
			}
			failure.ended(ex);
			return new Outcome(Duration.ofNanos(nanos.getAsLong() - start), ex, null);
		}
		finally {
			scope.close();
		}
	}

	private @Nullable Object result(CheckContext context, ForcedFailure failure, String run) throws Exception {
		try {
			return this.tools.interceptor().during(failure, () -> awaited(context, this.proof.call().make()));
		}
		finally {
			this.tools.guard().end(run, failure);
		}
	}

	private @Nullable AssertionError refused(ForcedFailure failure, @Nullable Object result) {
		if (!failure.isServed()) {
			return null; // not a result of the fallback
		}
		try {
			this.proof.verdict().verify(result);
			return null;
		}
		catch (AssertionError ex) {
			return ex;
		}
	}

	private static @Nullable Object awaited(CheckContext context, @Nullable Object result) throws Exception {
		CompletableFuture<?> subscribed = ReactiveCalls.subscribe(result);
		if (subscribed != null) {
			try {
				return completed(context, subscribed);
			}
			finally {
				subscribed.cancel(true);
			}
		}
		return (result instanceof CompletionStage<?> stage) ? completed(context, stage.toCompletableFuture()) : result;
	}

	private static @Nullable Object completed(CheckContext context, CompletableFuture<?> future) throws Exception {
		long millis = Math.max(1, context.remaining().minus(MARGIN).toMillis());
		try {
			return future.get(millis, TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			throw new NoResultException();
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof Exception cause) {
				throw cause;
			}
			throw ex;
		}
	}

	private Finding served(ForcedFailure failure, Outcome outcome) {
		Throwable thrown = outcome.thrown();
		if (!failure.isReached()) {
			return failed(outcome, "fallback.proof-not-reached", "The call did not pass " + about(), "not called",
					"one call through its bean", "Call it through its bean, on the thread of the proof; see the log");
		}
		if (thrown instanceof NoResultException) {
			return failed(outcome, "fallback.proof-timed-out", "The fallback of %s did not complete".formatted(about()),
					"no result", "a result in time", "Look for what its stage waits for");
		}
		if (failure.isFallbackBroken()) {
			return failed(outcome, "fallback.proof-failed", "The fallback of %s failed".formatted(about()),
					name(thrown), "a result", "Look for the exception in the log");
		}
		if (!failure.isServed()) {
			return failed(outcome, "fallback.proof-not-run", "No fallback of %s ran".formatted(about()), name(thrown),
					"a result of the fallback",
					"Let the fallback take " + name(failure.failure()) + "; see the check 'fallbackInventory'");
		}
		if (thrown != null) {
			return failed(outcome, "fallback.proof-failed",
					"The call failed though the fallback of %s served".formatted(about()), name(thrown), "a result",
					"Look for the exception in the log");
		}
		AssertionError refused = outcome.refused();
		if (refused != null) {
			return Finding
				.fail("fallback.proof-result",
						"The fallback of %s gave what does not serve%s".formatted(about(), reason(refused)))
				.withValues("a result that was refused", "a result that serves")
				.withRemedy("Correct the fallback, or what is expected of it");
		}
		return Finding.pass("fallback.proof", "The fallback of %s served when the method failed".formatted(about()))
			.withValues("a result, and the method was not entered", "the same");
	}

	private static String reason(AssertionError refused) {
		String message = refused.getMessage();
		return (message == null || message.isBlank()) ? "" : ": " + message.strip();
	}

	private Finding failed(Outcome outcome, String code, String message, String observed, String expected,
			String remedy) {
		if (outcome.thrown() != null) {
			logger.warn("Proof '{}' failed", this.definition.id(), outcome.thrown());
		}
		return Finding.fail(code, message).withValues(observed, expected).withRemedy(remedy);
	}

	private Optional<Finding> inTime(Outcome outcome) {
		Duration within = this.proof.within();
		if (within == null || outcome.took().compareTo(within) <= 0) {
			return Optional.empty();
		}
		return Optional.of(Finding.fail("fallback.proof-slow", "The fallback of %s took too long".formatted(about()))
			.withValues(outcome.took().toMillis() + " ms", "at most " + within.toMillis() + " ms")
			.withRemedy("Make the fallback answer from memory"));
	}

	private List<Finding> sideEffects(ForcedFailure failure, boolean leftOpen) {
		List<Finding> findings = new ArrayList<>();
		if (failure.isAskedAgain()) {
			findings.add(Finding
				.fail("fallback.proof-asks-again",
						"The fallback of %s calls the method that has just failed".formatted(about()))
				.withValues("called again", "not called")
				.withRemedy("Let the fallback do without the method"));
		}
		if (!failure.touched().isEmpty()) {
			findings.add(Finding
				.fail("fallback.isolation",
						"The proof of the fallback of %s reached a guard that users share".formatted(about()))
				.withValues(String.join(", ", failure.touched().stream().distinct().limit(5).toList()), "none")
				.withRemedy("Let the fallback do without what that guards, or prove it another way"));
		}
		if (leftOpen) {
			findings.add(Finding
				.fail("fallback.proof-transaction",
						"The call for the fallback of %s left a transaction open".formatted(about()))
				.withValues("open, now taken back", "none")
				.withRemedy("Commit or roll back what the call begins"));
		}
		return findings;
	}

	private Measurement measured(Outcome outcome) {
		Measurement measurement = Measurement.of("fallbackTime", outcome.took());
		Duration within = this.proof.within();
		return (within != null) ? measurement.withLimit(within.toNanos() / 1e6) : measurement;
	}

	private String about() {
		return this.proof.about();
	}

	private static String name(@Nullable Throwable thrown) {
		return (thrown != null) ? thrown.getClass().getSimpleName() : "no exception";
	}

	/**
	 * What came of a call.
	 *
	 * @param took the time it took
	 * @param thrown what it threw
	 * @param refused why its result does not serve
	 */
	private record Outcome(Duration took, @Nullable Throwable thrown, @Nullable AssertionError refused) {

	}

	/**
	 * A stage did not complete in the time that the check has.
	 */
	static final class NoResultException extends Exception {

		private static final long serialVersionUID = 1L;

	}

}
