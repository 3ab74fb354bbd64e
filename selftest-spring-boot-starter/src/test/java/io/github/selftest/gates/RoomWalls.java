package io.github.selftest.gates;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.jspecify.annotations.NullMarked;
import org.springframework.boot.autoconfigure.AutoConfiguration;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * Who may know whom.
 */
final class RoomWalls {

	private static final Set<String> SHARED = Set.of("engine", "sampling", "identity", "endpoint", "observability",
			"notify", "history", "webpage", "synthetic", "sandbox", "fault", "check", "touched", "mistake");

	/**
	 * The table "Rooms of the starter" of the architecture, without the API, which all
	 * may use. The empty name is the root, which wires.
	 */
	private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(Map.entry("", SHARED),
			Map.entry("engine", Set.of()), Map.entry("sampling", Set.of()), Map.entry("identity", Set.of()),
			Map.entry("touched", Set.of()), Map.entry("mistake", Set.of()),
			Map.entry("endpoint", Set.of("engine", "identity", "touched")),
			Map.entry("observability", Set.of("engine", "identity")), Map.entry("notify", Set.of("engine", "mistake")),
			Map.entry("history", Set.of("engine", "identity", "mistake")),
			Map.entry("webpage", Set.of("engine", "endpoint", "identity")),
			Map.entry("synthetic", Set.of("touched", "mistake")), Map.entry("sandbox", Set.of("synthetic", "touched")),
			Map.entry("fault", Set.of("synthetic", "touched", "mistake")), Map.entry("check", Set.of("mistake")),
			Map.entry("check.*", Set.of("check", "sampling", "identity", "touched")),
			Map.entry("rollout.*", Set.of("engine", "sampling", "identity", "touched")));

	private RoomWalls() {
	}

	static ArchRule apiStandsAlone(String base) {
		return classes().that()
			.resideInAPackage(base + ".api..")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(base + ".api..", "java..", "javax.crypto..", "org.jspecify..")
			.because("who implements it must not be given a library");
	}

	static ArchRule proofsAreComparedInConstantTime(String base) {
		return noClasses().that()
			.resideInAPackage(base + ".boot.synthetic..")
			.should()
			.callMethod(Arrays.class, "equals", byte[].class, byte[].class)
			.because("the time that it takes tells how much of a proof was right; take 'MessageDigest.isEqual'");
	}

	static ArchRule plainRoomsArePlain(String base) {
		return classes().that()
			.resideInAnyPackage(base + ".boot.engine..", base + ".boot.sampling..", base + ".boot.touched..")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(base + "..", "java..", "org.jspecify..", "org.slf4j..")
			.because("they are plain Java");
	}

	static ArchRule roomsUseWhatTheyMay(String base) {
		return classes().that().resideInAPackage(base + ".boot..").should(new UseWhatItMay(base + ".boot"));
	}

	static ArchRule noCycles(String base) {
		return SlicesRuleDefinition.slices().matching(base + ".(**)").should().beFreeOfCycles();
	}

	static ArchRule packagesAreNullMarked(String base) {
		return classes().that()
			.resideInAPackage(base + "..")
			.should(be(describe("in a package that is @NullMarked", RoomWalls::isNullMarked)));
	}

	private static boolean isNullMarked(JavaClass type) {
		return type.getPackage()
			.tryGetPackageInfo()
			.filter((info) -> info.isAnnotatedWith(NullMarked.class))
			.isPresent();
	}

	/**
	 * Uses what the table allows to its room. An auto-configuration may come before or
	 * after one of the root.
	 */
	private static final class UseWhatItMay extends ArchCondition<JavaClass> {

		private static final Pattern ROOM = Pattern.compile("(?:(?:check|rollout)\\.)?[^.]+");

		private final String root;

		UseWhatItMay(String root) {
			super("use what the architecture allows to their room");
			this.root = root;
		}

		@Override
		public void check(JavaClass type, ConditionEvents events) {
			String room = room(type);
			if (!MAY_USE.containsKey(row(room))) {
				events.add(SimpleConditionEvent.violated(type,
						"Class <%s> is in '%s', which is no room of the architecture".formatted(type.getName(), room)));
				return;
			}
			for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
				JavaClass target = dependency.getTargetClass().getBaseComponentType();
				if (isOurs(target) && !mayUse(room, room(target)) && !isOrdering(type, target)) {
					events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
				}
			}
		}

		private static boolean mayUse(String room, String target) {
			return room.equals(target) || MAY_USE.getOrDefault(row(room), Set.of()).contains(target);
		}

		private boolean isOrdering(JavaClass type, JavaClass target) {
			return room(target).isEmpty() && type.isAnnotatedWith(AutoConfiguration.class)
					&& target.isAnnotatedWith(AutoConfiguration.class);
		}

		private boolean isOurs(JavaClass type) {
			return (type.getPackageName() + ".").startsWith(this.root + ".");
		}

		private String room(JavaClass type) {
			String path = (type.getPackageName() + ".").substring(this.root.length() + 1);
			Matcher room = ROOM.matcher(path);
			return room.lookingAt() ? room.group() : path;
		}

		private static String row(String room) {
			return room.replaceFirst("\\..*", ".*");
		}

	}

}
