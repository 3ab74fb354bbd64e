package io.github.selftest.boot.check.httpcache;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckProvider;
import io.github.selftest.api.probe.CacheMutationProbe;

/**
 * One check for each change that the author can make and take back.
 */
final class MutationChecks implements CheckProvider {

	private final Supplier<List<CacheMutationProbe>> probes;

	private final HttpCacheTools tools;

	private final Map<CacheMutationProbe, Check> checks = new ConcurrentHashMap<>();

	MutationChecks(Supplier<List<CacheMutationProbe>> probes, HttpCacheTools tools) {
		this.probes = probes;
		this.tools = tools;
	}

	@Override
	public Collection<? extends Check> checks() {
		return this.probes.get()
			.stream()
			.map((probe) -> this.checks.computeIfAbsent(probe, (known) -> new MutationCheck(known, this.tools)))
			.toList();
	}

}
