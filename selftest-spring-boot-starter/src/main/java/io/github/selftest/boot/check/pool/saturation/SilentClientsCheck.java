package io.github.selftest.boot.check.pool.saturation;

import java.util.List;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Groups;
import io.github.selftest.api.Severity;
import io.github.selftest.boot.check.BuiltInCheck;

/**
 * Names the HTTP clients that do not tell how their connections are used. What nobody can
 * see is no reason for a verdict.
 */
final class SilentClientsCheck implements BuiltInCheck {

	static final String ID = "poolHttpClients";

	private final CheckDefinition definition = CheckDefinition.builder(ID)
		.title("HTTP clients that do not tell how their connections are used")
		.kind("pool")
		.severity(Severity.INFO)
		.groups(Groups.CONTINUOUS)
		.build();

	private final HttpClients clients;

	SilentClientsCheck(HttpClients clients) {
		this.clients = clients;
	}

	@Override
	public CheckDefinition definition() {
		return this.definition;
	}

	@Override
	public CheckResult run(CheckContext context) {
		List<Finding> silent = this.clients.silent().stream().map(SilentClientsCheck::finding).toList();
		return silent.isEmpty()
				? CheckResult.of(Finding.pass("pool.http-client-free", "All HTTP clients tell how they are used"))
				: CheckResult.of(silent, List.of());
	}

	private static Finding finding(HttpClients.Client client) {
		HttpLibrary.Silence silence = client.library().silence(client.name());
		String remedy = silence.remedy();
		return (remedy != null) ? Finding.inconclusive("pool.http-client-unknown", silence.message()).withRemedy(remedy)
				: Finding.pass("pool.http-client-unknown", silence.message());
	}

}
