package io.github.selftest.boot.check.fallback;

import java.time.Duration;

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

	private static final String INJECTED = "X-Synthetic-Injected";

	private final CheckDefinition definition;

	private final String name;

	private final RequestProof proof;

	RequestProofCheck(String id, String name, RequestProof proof) {
		this.definition = CheckDefinition.builder(id)
			.title("Fallback of '%s' while '%s'".formatted(proof.path(), proof.fault()))
			.kind("fallback")
			.groups(Groups.DEEP)
			.severity(Severity.DEGRADING)
			.build();
		this.name = name;
		this.proof = proof;
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
		Response response = request(context.loopback()).send();
		context.record(Measurement.of("fallbackTime", response.latency()));
		if (response.headers(INJECTED).isEmpty()) {
			return CheckResult.of(notInjected(response));
		}
		expect(context, () -> response.expectStatus(this.proof.status()));
		this.proof.json().forEach((value) -> expect(context, () -> response.expectJson(value)));
		Duration within = this.proof.within();
		if (within != null) {
			expect(context, () -> response.expectLatency(within));
		}
		context.record(Finding
			.pass("fallback.proof-injected", "Fault '%s' happened for this request alone".formatted(this.proof.fault()))
			.withValues(response.headers(INJECTED).get(0), String.valueOf(this.proof.fault())));
		return context.result();
	}

	private LoopbackClient.Request request(LoopbackClient client) {
		return client.get(String.valueOf(this.proof.path()))
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

	private Finding notInjected(Response response) {
		return Finding
			.inconclusive("fallback.proof-no-fault",
					"Fault '%s' did not happen, so nothing is proven".formatted(this.proof.fault()))
			.withValues("status %d without '%s'".formatted(response.status(), INJECTED), "a fault")
			.withRemedy("Look whether 'selftest.fault.enabled' is true, the point exists, 'selftest.fault.stop-file' "
					+ "is not there, and the request reaches the point on its own thread");
	}

}
