package io.github.selftest.boot.check.fallback;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.FindingError;
import io.github.selftest.api.Groups;
import io.github.selftest.api.LoopbackClient;
import io.github.selftest.api.LoopbackClient.Response;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.Severity;
import io.github.selftest.boot.check.BuiltInCheck;
import io.github.selftest.boot.check.Sourced;
import io.github.selftest.boot.check.fallback.FallbackCheckProperties.RequestProof;

/**
 * Sends one signed request with a fault to this service, and looks at what it answers
 * while a dependency fails for that request alone. It knows the fault by headers only.
 */
final class RequestProofCheck implements BuiltInCheck, Sourced {

	private static final String TENANT = "X-Synthetic-Tenant";

	private static final String FAULT = "X-Synthetic-Fault";

	private static final String RUN = "X-Synthetic-Run";

	private static final String INJECTED = "X-Synthetic-Injected";

	private final CheckDefinition definition;

	private final String name;

	private final RequestProof proof;

	private final IsolationGuard guard;

	RequestProofCheck(String id, String name, RequestProof proof, IsolationGuard guard) {
		this.definition = CheckDefinition.builder(id)
			.title("Fallback of '%s' while '%s'".formatted(proof.path(), proof.fault()))
			.kind("fallback")
			.groups(Groups.DEEP)
			.severity(Severity.DEGRADING)
			.build();
		this.name = name;
		this.proof = proof;
		this.guard = guard;
	}

	@Override
	public CheckDefinition definition() {
		return this.definition;
	}

	@Override
	public String source() {
		return "property 'selftest.check.fallback.proof.requests.%s'".formatted(this.name);
	}

	@Override
	public CheckResult run(CheckContext context) {
		this.guard.watch();
		String run = this.guard.beginRequest();
		boolean maybeFaulty = true;
		try {
			Response response = request(context.loopback(), run).send();
			context.record(Measurement.of("fallbackTime", response.latency()));
			maybeFaulty = !response.headers(INJECTED).isEmpty();
			if (maybeFaulty) {
				look(context, response);
			}
			else {
				context.record(notInjected(response));
			}
		}
		finally {
			isolation(this.guard.endRequest(run, maybeFaulty)).ifPresent(context::record);
		}
		return context.result();
	}

	private void look(CheckContext context, Response response) {
		expect(context, () -> response.expectStatus(this.proof.status()));
		this.proof.json().forEach((value) -> expect(context, () -> response.expectJson(value)));
		Duration within = this.proof.within();
		if (within != null) {
			expect(context, () -> response.expectLatency(within));
		}
		context.record(Finding
			.pass("fallback.proof-injected", "Fault '%s' happened for this request alone".formatted(this.proof.fault()))
			.withValues(response.headers(INJECTED).get(0), String.valueOf(this.proof.fault())));
	}

	private LoopbackClient.Request request(LoopbackClient client, String run) {
		return client.get(String.valueOf(this.proof.path()))
			.header(RUN, run)
			.header(TENANT, String.valueOf(this.proof.tenant()))
			.header(FAULT, String.valueOf(this.proof.fault()));
	}

	private static void expect(CheckContext context, Runnable expectation) {
		try {
			expectation.run();
		}
		catch (FindingError error) {
			context.record(error.finding());
		}
	}

	private Optional<Finding> isolation(List<String> touched) {
		if (touched.isEmpty()) {
			return Optional.empty();
		}
		return Optional.of(Finding
			.fail("fallback.isolation",
					"A breaker that users share recorded the request with fault '%s'".formatted(this.proof.fault()))
			.withValues(String.join(", ", touched.stream().distinct().limit(5).toList()), "none")
			.withRemedy("Ask for a path whose calls pass breakers on annotated methods only, as no others are passed "
					+ "by"));
	}

	private Finding notInjected(Response response) {
		return Finding
			.inconclusive("fallback.proof-no-fault",
					"Fault '%s' did not happen, so nothing is proven".formatted(this.proof.fault()))
			.withValues("status %d without '%s'".formatted(response.status(), INJECTED), "a fault")
			.withRemedy("Look whether 'selftest.fault.enabled' is true, the point exists, 'selftest.fault.stop-file' "
					+ "is not there, and the request reaches the point on its own thread");
	}

}
