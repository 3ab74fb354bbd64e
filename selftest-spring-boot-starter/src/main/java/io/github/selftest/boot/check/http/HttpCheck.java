package io.github.selftest.boot.check.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.FindingError;
import io.github.selftest.api.LoopbackClient;
import io.github.selftest.api.LoopbackClient.Response;
import io.github.selftest.api.Measurement;
import io.github.selftest.boot.check.BuiltInCheck;
import io.github.selftest.boot.check.Sourced;
import io.github.selftest.boot.check.http.HttpCheckProperties.Expect;
import io.github.selftest.boot.check.http.HttpCheckProperties.Port;
import io.github.selftest.boot.check.http.HttpCheckProperties.Request;

/**
 * Sends one request and compares the answer with all that is expected of it.
 */
final class HttpCheck implements BuiltInCheck, Sourced {

	private static final double NANOS_PER_MILLI = 1e6;

	private final CheckDefinition definition;

	private final Request request;

	private final @Nullable Duration latencyLimit;

	private final List<Consumer<Response>> expectations;

	HttpCheck(CheckDefinition definition, Request request, Expect expect) {
		this.definition = definition;
		this.request = request;
		this.latencyLimit = expect.latency();
		this.expectations = expectations(expect);
	}

	@Override
	public CheckDefinition definition() {
		return this.definition;
	}

	@Override
	public String source() {
		return "property 'selftest.check.http.checks.%s'".formatted(this.definition.id());
	}

	@Override
	public CheckResult run(CheckContext context) {
		LoopbackClient client = context.loopback();
		boolean management = this.request.port() == Port.MANAGEMENT;
		Response response = request(management ? client.management() : client).send();
		context.record(latency(response));
		for (Consumer<Response> expectation : this.expectations) {
			try {
				expectation.accept(response);
			}
			catch (FindingError error) {
				context.record(error.finding());
			}
		}
		return context.result();
	}

	private LoopbackClient.Request request(LoopbackClient client) {
		LoopbackClient.Request prepared = client.request(this.request.method(), String.valueOf(this.request.path()));
		this.request.headers().forEach(prepared::header);
		return (this.request.json() != null) ? prepared.json(this.request.json()) : prepared;
	}

	private Measurement latency(Response response) {
		Measurement latency = Measurement.of("latency", millis(response.latency()), "ms");
		return (this.latencyLimit != null) ? latency.withLimit(millis(this.latencyLimit)) : latency;
	}

	private static double millis(Duration duration) {
		return duration.toNanos() / NANOS_PER_MILLI;
	}

	private static List<Consumer<Response>> expectations(Expect expect) {
		List<Consumer<Response>> expectations = new ArrayList<>();
		if (!expect.status().isEmpty()) {
			int[] anyOf = expect.status().stream().mapToInt(Integer::intValue).toArray();
			expectations.add((response) -> response.expectStatus(anyOf));
		}
		expect.headers().forEach((header) -> expectations.add((response) -> response.expectHeader(header)));
		expect.json().forEach((value) -> expectations.add((response) -> response.expectJson(value)));
		Duration limit = expect.latency();
		if (limit != null) {
			expectations.add((response) -> response.expectLatency(limit));
		}
		return expectations;
	}

}
