package io.github.selftest.gates;

import java.time.Clock;
import java.util.Set;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaMethodReference;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.boot.autoconfigure.AutoConfiguration;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * Where time comes from: three classes know the system's, one of them for callers that
 * are no service, and an auto-configuration may hand a reference to it to a class that
 * takes a time source.
 */
final class TimeWalls {

	private static final Set<String> CLOCK_FACTORIES = Set.of("systemUTC", "systemDefaultZone", "system", "tickMillis",
			"tickSeconds", "tickMinutes");

	private TimeWalls() {
	}

	static ArchRule timeIsGiven(String base) {
		return noClasses().that()
			.resideInAPackage(base + "..")
			.and()
			.doNotHaveFullyQualifiedName(base + ".boot.engine.SystemEngineClock")
			.and()
			.doNotHaveFullyQualifiedName(base + ".boot.check.LoopbackTimeSource")
			.and()
			.doNotHaveFullyQualifiedName(base + ".api.synthetic.SyntheticSigner")
			.should()
			.accessTargetWhere(describe("time is taken from the system",
					(access) -> readsSystemTime(access) && !isGivenByWiring(access)))
			.because("tests need no sleep when time comes from a clock that is given");
	}

	static ArchRule nobodySleeps(String base) {
		return noClasses().that()
			.resideInAPackage(base + "..")
			.should()
			.accessTargetWhere(describe("a thread sleeps",
					(access) -> access.getName().equals("sleep")
							&& Set.of("java.lang.Thread", "java.util.concurrent.TimeUnit")
								.contains(access.getTargetOwner().getName())));
	}

	private static boolean readsSystemTime(JavaAccess<?> access) {
		String owner = access.getTargetOwner().getName();
		String name = access.getName();
		return switch (owner) {
			case "java.lang.System" -> name.equals("currentTimeMillis") || name.equals("nanoTime");
			case "java.time.Clock" -> CLOCK_FACTORIES.contains(name);
			case "java.util.Date" -> name.equals("<init>") && takesNothing(access);
			default -> owner.startsWith("java.time.") && name.equals("now") && takesNoClock(access);
		};
	}

	private static boolean isGivenByWiring(JavaAccess<?> access) {
		return access instanceof JavaMethodReference
				&& access.getOriginOwner().isAnnotatedWith(AutoConfiguration.class);
	}

	private static boolean takesNothing(JavaAccess<?> access) {
		return access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget target
				&& target.getRawParameterTypes().isEmpty();
	}

	private static boolean takesNoClock(JavaAccess<?> access) {
		return access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget target
				&& target.getRawParameterTypes().stream().noneMatch((type) -> type.isEquivalentTo(Clock.class));
	}

}
