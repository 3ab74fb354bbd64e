package io.github.selftest.gates;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.springframework.boot.autoconfigure.AutoConfiguration;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

/**
 * What a folder below {@code check} or {@code rollout} may be.
 */
final class KindWalls {

	private KindWalls() {
	}

	static ArchRule kindsNeedOneLibrary(String base) {
		return classes().that().resideInAPackage(base + ".boot.check.*..").should(new NeedOneLibrary(base));
	}

	static ArchRule slicesShowAutoConfigurationsOnly(String base) {
		return classes().that(resideInAnyPackage(base + ".boot.check.*..", base + ".boot.rollout.*.."))
			.and(DescribedPredicate.describe("are visible outside", KindWalls::isVisible))
			.should()
			.beAnnotatedWith(AutoConfiguration.class);
	}

	static ArchRule checksOfKindsAreBuiltIn(String base) {
		return classes().that(resideInAPackage(base + ".boot.check.*.."))
			.and()
			.resideOutsideOfPackage(base + ".boot.check.method..")
			.and(assignableTo(base + ".api.Check"))
			.should()
			.beAssignableTo(base + ".boot.check.BuiltInCheck")
			.because("what a check of ours throws is our bug, and rolls no release back");
	}

	private static boolean isVisible(JavaClass type) {
		return type.getModifiers().contains(JavaModifier.PUBLIC)
				&& type.getEnclosingClass().map(KindWalls::isVisible).orElse(true);
	}

	/**
	 * Needs no more than one library, known by the first names of its packages, with all
	 * the other classes of its folder.
	 */
	private static final class NeedOneLibrary extends ArchCondition<JavaClass> {

		private static final Pattern LIBRARY = Pattern
			.compile("(?:(?:io|com)\\.github|org\\.(?:apache|eclipse)|[^.]+)\\.[^.]+");

		private final Map<String, Map<String, String>> usersByLibraryByKind = new TreeMap<>();

		private final DescribedPredicate<JavaClass> platform;

		private final String kinds;

		NeedOneLibrary(String base) {
			super("need one library, with all of their folder");
			this.kinds = base + ".boot.check.";
			this.platform = resideInAnyPackage("", "java..", "javax..", "jakarta..", "org.springframework..",
					"org.slf4j..", "org.jspecify..", "org.aopalliance..", base + "..");
		}

		@Override
		public void check(JavaClass type, ConditionEvents events) {
			String kind = type.getPackageName().substring(this.kinds.length()).replaceFirst("\\..*", "");
			for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
				JavaClass target = dependency.getTargetClass().getBaseComponentType();
				if (!this.platform.test(target)) {
					this.usersByLibraryByKind.computeIfAbsent(kind, (key) -> new TreeMap<>())
						.putIfAbsent(library(target), type.getName());
				}
			}
		}

		@Override
		public void finish(ConditionEvents events) {
			this.usersByLibraryByKind
				.forEach((kind, usersByLibrary) -> events.add(new SimpleConditionEvent(kind, usersByLibrary.size() == 1,
						"Kind '%s' needs more than one library: %s".formatted(kind, usersByLibrary))));
			this.usersByLibraryByKind.clear();
		}

		private static String library(JavaClass type) {
			Matcher matcher = LIBRARY.matcher(type.getPackageName());
			return matcher.lookingAt() ? matcher.group() : type.getPackageName();
		}

	}

}
