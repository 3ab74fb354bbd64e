package io.github.selftest.boot.notify;

import java.util.Collection;
import java.util.List;

import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.engine.GroupPlan;

/**
 * Refuses names of groups that do not exist, as nothing would ever be told of them.
 */
final class KnownGroups {

	private KnownGroups() {
	}

	static void require(Engine engine, String property, Collection<String> names) {
		List<String> known = engine.groups().stream().map(GroupPlan::name).toList();
		for (String name : names) {
			if (!known.contains(name)) {
				throw new InvalidNotifyException(property, "'" + name + "'", "of the groups " + known,
						"Correct the name, or define the group.");
			}
		}
	}

}
