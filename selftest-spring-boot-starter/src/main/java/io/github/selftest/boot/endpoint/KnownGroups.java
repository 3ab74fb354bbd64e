package io.github.selftest.boot.endpoint;

import java.util.Collection;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.engine.GroupPlan;

/**
 * Looks whether the groups that a property names exist.
 *
 * @since 0.1.0
 */
public final class KnownGroups {

	private static final Logger logger = LoggerFactory.getLogger(KnownGroups.class);

	private KnownGroups() {
	}

	/**
	 * Write a line for each name that no group has. It is no reason to refuse the start.
	 * @param engine knows the groups
	 * @param property the property
	 * @param names the names in it
	 */
	public static void warnOfOthers(Engine engine, String property, Collection<String> names) {
		List<String> known = engine.groups().stream().map(GroupPlan::name).toList();
		for (String name : names) {
			if (!known.contains(name)) {
				logger.warn("The property '{}' names the group '{}', which does not exist; there are {}", property,
						name, String.join(", ", known));
			}
		}
	}

}
