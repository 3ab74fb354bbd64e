package io.github.selftest.boot.engine;

import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;

/**
 * A check that does what the test says.
 */
final class ScriptedCheck implements Check {

	final AtomicInteger runs = new AtomicInteger();

	private final CheckDefinition definition;

	private volatile Body body;

	private ScriptedCheck(CheckDefinition definition, Body body) {
		this.definition = definition;
		this.body = body;
	}

	static ScriptedCheck of(CheckDefinition.Builder definition, Body body) {
		return new ScriptedCheck(definition.build(), body);
	}

	static ScriptedCheck of(CheckDefinition.Builder definition, Status status) {
		return of(definition, (context) -> result(status));
	}

	static ScriptedCheck passing(String id) {
		return of(CheckDefinition.builder(id), Status.PASS);
	}

	static ScriptedCheck failing(String id) {
		return of(CheckDefinition.builder(id), Status.FAIL);
	}

	static CheckResult result(Status status) {
		Finding finding = Finding.of(status, "custom.scripted", "the script says so");
		return CheckResult.of((status == Status.FAIL) ? finding.withValues(500, 200) : finding);
	}

	void become(Status status) {
		become((context) -> result(status));
	}

	void become(Body body) {
		this.body = body;
	}

	@Override
	public CheckDefinition definition() {
		return this.definition;
	}

	@Override
	@SuppressWarnings("NullAway") // what a careless author may do
	public CheckResult run(CheckContext context) throws Exception {
		this.runs.incrementAndGet();
		return this.body.run(context);
	}

	/**
	 * What a check does.
	 */
	interface Body {

		@Nullable CheckResult run(CheckContext context) throws Exception;

	}

}
