package io.github.selftest.boot.check;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.LoopbackClient;
import io.github.selftest.api.Measurement;

/**
 * The context of one run, without an engine. Deadlines are told and not enforced.
 */
public final class TestCheckContext implements CheckContext {

	private final CheckDefinition definition;

	private final List<Finding> findings = new ArrayList<>();

	private final List<Measurement> measurements = new ArrayList<>();

	private final Deque<Cleanup> cleanups = new ArrayDeque<>();

	private Duration remaining = Duration.ofSeconds(10);

	private @Nullable LoopbackClientFactory loopback;

	private TestCheckContext(CheckDefinition definition) {
		this.definition = definition;
	}

	public static TestCheckContext ofKind(String kind) {
		return of(CheckDefinition.builder("testCheck").kind(kind).build());
	}

	public static TestCheckContext of(CheckDefinition definition) {
		return new TestCheckContext(definition);
	}

	public TestCheckContext withRemaining(Duration remaining) {
		this.remaining = remaining;
		return this;
	}

	public TestCheckContext withLoopback(LoopbackClientFactory loopback) {
		this.loopback = loopback;
		return this;
	}

	/**
	 * Let the context call the service of an environment.
	 * @param environment the environment that knows the port
	 * @return this context
	 */
	public TestCheckContext withServiceOf(Environment environment) {
		LoopbackTimeSource time = new LoopbackTimeSource();
		HttpExchange exchange = new HttpExchange(new OwnServerTls(), time, () -> new OwnMark()::headers);
		Pace pace = new Pace(1000, time);
		return withLoopback((run) -> new OwnServerClient(run, environment, exchange, pace));
	}

	/**
	 * Create a client that hides nothing, for the service of an environment.
	 * @param environment the environment that knows the port
	 * @return the client
	 */
	public static RawLoopback rawLoopback(Environment environment) {
		LoopbackTimeSource time = new LoopbackTimeSource();
		return new OwnServerProber(environment,
				new HttpExchange(new OwnServerTls(), time, () -> new OwnMark()::headers), new Pace(10_000, time));
	}

	public List<Finding> findings() {
		return this.findings;
	}

	public List<Measurement> measurements() {
		return this.measurements;
	}

	public void cleanUp() throws Exception {
		while (!this.cleanups.isEmpty()) {
			this.cleanups.pop().run();
		}
	}

	@Override
	public CheckDefinition definition() {
		return this.definition;
	}

	@Override
	public Duration remaining() {
		return this.remaining;
	}

	@Override
	public Clock clock() {
		return Clock.systemUTC();
	}

	@Override
	public LoopbackClient loopback() {
		if (this.loopback == null) {
			throw new IllegalStateException("this test has no loopback client");
		}
		return this.loopback.create(this);
	}

	@Override
	public @Nullable CheckResult previous() {
		return null;
	}

	@Override
	public void record(Finding finding) {
		this.findings.add(finding);
	}

	@Override
	public void record(Measurement measurement) {
		this.measurements.add(measurement);
	}

	@Override
	public CheckResult result() {
		if (this.findings.isEmpty() && this.measurements.isEmpty()) {
			return CheckResult.of(Finding.inconclusive("engine.nothing-recorded", "nothing was recorded"));
		}
		return CheckResult.of(this.findings, this.measurements);
	}

	@Override
	public void onCleanup(Cleanup action) {
		this.cleanups.push(action);
	}

}
