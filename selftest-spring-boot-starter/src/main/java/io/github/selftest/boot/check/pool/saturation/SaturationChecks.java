package io.github.selftest.boot.check.pool.saturation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import org.springframework.util.StringUtils;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckProvider;
import io.github.selftest.boot.check.PoolIds;

/**
 * A check for each pool that is found. Asked at run time, as servers start and beans are
 * made late.
 */
final class SaturationChecks implements CheckProvider {

	private static final int MAX_ID = 40;

	private static final int MAX_POOLS = 100;

	private static final Pattern NOT_IN_IDS = Pattern.compile("[^A-Za-z0-9]+");

	private final List<PoolSource> sources;

	private final Supplier<Set<String>> taken;

	private Map<String, SaturationCheck> known = new HashMap<>();

	/**
	 * Create the checks.
	 * @param sources where pools are found
	 * @param taken the ids of other checks of the kind
	 */
	SaturationChecks(List<PoolSource> sources, Supplier<Set<String>> taken) {
		this.sources = List.copyOf(sources);
		this.taken = taken;
	}

	@Override
	public synchronized Collection<? extends Check> checks() {
		Map<String, SaturationCheck> found = new HashMap<>();
		List<Check> checks = new ArrayList<>();
		Set<String> ids = new HashSet<>(PoolIds.RESERVED);
		ids.addAll(this.taken.get());
		Set<Object> executors = Collections.newSetFromMap(new IdentityHashMap<>());
		this.sources.stream().flatMap(PoolSource::pools).limit(MAX_POOLS).forEach((pool) -> {
			boolean isNew = !isExecutor(pool) || executors.add(pool.pool());
			if (isNew) {
				SaturationCheck check = check(free(id(pool.name()), ids), pool);
				ids.add(check.definition().id());
				found.put(check.definition().id(), check);
				checks.add(check);
			}
		});
		this.known = found;
		return checks;
	}

	/** One executor may be a bean and inside another one. */
	private static boolean isExecutor(WatchedPool pool) {
		return pool.sort() == Sort.EXECUTOR || pool.sort() == Sort.BACKLOG;
	}

	private SaturationCheck check(String id, WatchedPool pool) {
		SaturationCheck check = this.known.get(id);
		return (check != null && check.isOf(pool)) ? check : new SaturationCheck(id, pool);
	}

	private static String id(String name) {
		StringBuilder id = new StringBuilder("pool");
		NOT_IN_IDS.splitAsStream(name).map(StringUtils::capitalize).forEach(id::append);
		return id.substring(0, Math.min(id.length(), MAX_ID));
	}

	private static String free(String id, Set<String> taken) {
		String candidate = id;
		for (int i = 2; taken.contains(candidate); i++) {
			String suffix = String.format(Locale.ROOT, "%d", i);
			candidate = id.substring(0, Math.min(id.length(), MAX_ID - suffix.length())) + suffix;
		}
		return candidate;
	}

}
