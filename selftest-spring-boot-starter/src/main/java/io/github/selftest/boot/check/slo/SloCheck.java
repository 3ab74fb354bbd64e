package io.github.selftest.boot.check.slo;

import java.util.function.Function;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Groups;
import io.github.selftest.api.Severity;
import io.github.selftest.boot.check.BuiltInCheck;

/**
 * A check of an objective. One that decides rollouts is critical in the group 'canary';
 * all others are degrading in 'continuous'. It reads what was counted, unless it asks
 * peers.
 */
final class SloCheck implements BuiltInCheck {

	static final String KIND = "slo";

	private final CheckDefinition definition;

	private final Function<CheckContext, CheckResult> run;

	private final boolean passive;

	private SloCheck(CheckDefinition definition, Function<CheckContext, CheckResult> run, boolean passive) {
		this.definition = definition;
		this.run = run;
		this.passive = passive;
	}

	static SloCheck ofCanary(String id, String title, Function<CheckContext, CheckResult> run) {
		return new SloCheck(CheckDefinition.builder(id)
			.title(title)
			.kind(KIND)
			.groups(Groups.CANARY)
			.severity(Severity.CRITICAL)
			.build(), run, true);
	}

	static SloCheck ofContinuous(String id, String title, Function<CheckContext, CheckResult> run) {
		return new SloCheck(CheckDefinition.builder(id)
			.title(title)
			.kind(KIND)
			.groups(Groups.CONTINUOUS)
			.severity(Severity.DEGRADING)
			.build(), run, true);
	}

	/**
	 * Return this check as one whose runs ask others.
	 * @return a changed copy
	 */
	SloCheck askingPeers() {
		return new SloCheck(this.definition, this.run, false);
	}

	@Override
	public boolean isPassive() {
		return this.passive;
	}

	@Override
	public CheckDefinition definition() {
		return this.definition;
	}

	@Override
	public CheckResult run(CheckContext context) {
		return this.run.apply(context);
	}

}
