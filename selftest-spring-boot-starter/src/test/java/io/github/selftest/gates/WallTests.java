package io.github.selftest.gates;

import java.util.List;
import java.util.Map;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each wall falls at the faults planted below {@code io.github.selftest.planted}, and at
 * nothing else there.
 */
class WallTests {

	private static final String PLANTED = "io.github.selftest.planted";

	private static final JavaClasses TREE = new ClassFileImporter().importPackages(PLANTED);

	private static final Map<Wall, List<String>> FAULTS = Map.ofEntries(
			Map.entry(Wall.API_STANDS_ALONE, List.of("ApiNeedsSpring.isEmpty")),
			Map.entry(Wall.PLAIN_ROOMS_ARE_PLAIN, List.of("EngineNeedsSpring.isEmpty")),
			Map.entry(Wall.ROOMS_USE_WHAT_THEY_MAY,
					List.of("EngineKnowsAKind", "EngineKnowsAFeature", "HealthKnowsPool", "HealthKnowsEngine",
							"EngineKnowsTheRoot", "is in 'attic', which is no room")),
			Map.entry(Wall.NO_CYCLES, List.of("Slice boot.engine -> ")),
			Map.entry(Wall.PACKAGES_ARE_NULL_MARKED, List.of("boot.attic.")),
			Map.entry(Wall.PROOFS_ARE_COMPARED_IN_CONSTANT_TIME, List.of("TellsByTime.isValid")),
			Map.entry(Wall.KINDS_NEED_ONE_LIBRARY, List.of("Kind 'http'")),
			Map.entry(Wall.SLICES_SHOW_AUTO_CONFIGURATIONS_ONLY, List.of("PoolSize", "RolloutTags")),
			Map.entry(Wall.CHECKS_OF_KINDS_ARE_BUILT_IN, List.of("HealthCheckOfNobody")),
			Map.entry(Wall.AUTO_CONFIGURATIONS_ARE_CLOSED,
					List.of("HiddenAutoConfiguration> does not have modifier PUBLIC",
							"ForgottenAutoConfiguration> is not annotated",
							"MisnamedConfiguration> does not have simple name ending",
							"OpenAutoConfiguration> does not have modifier FINAL",
							"OpenAutoConfiguration> is open to calls")),
			Map.entry(Wall.MANAGEMENT_CONFIGURATIONS_ARE_TOP_LEVEL, List.of("MisnamedConfiguration$Nested")),
			Map.entry(Wall.POST_PROCESSORS_ARE_STATIC, List.of("BeansAutoConfiguration.selfTestPostProcessor")),
			Map.entry(Wall.BEANS_BEAR_OUR_NAME,
					List.of("BeansAutoConfiguration.cacheCheck", "BeansAutoConfiguration.named")),
			Map.entry(Wall.CLASS_CONDITIONS_ARE_ON_CLASSES, List.of("BeansAutoConfiguration.selfTestTags")),
			Map.entry(Wall.LOOKUPS_OF_THE_HOST_STAY_UNDISTURBED,
					List.of("BeansAutoConfiguration.selfTestExecutor", "BeansAutoConfiguration.selfTestClock",
							"BeansAutoConfiguration.selfTestTaskExecutorBuilder")),
			Map.entry(Wall.TIME_IS_GIVEN,
					List.of("TakesSystemTime.reference", "TakesSystemTime.millis", "TakesSystemTime.instant",
							"TakesSystemTime.clock", "TakesSystemTime.zoned", "TakesSystemTime.date",
							"BeansAutoConfiguration.selfTestClock")),
			Map.entry(Wall.NOBODY_SLEEPS, List.of("Sleeper.onThread", "Sleeper.onUnit")));

	@ParameterizedTest
	@EnumSource
	void fallsAtItsPlantedFaults(Wall wall) {
		List<String> seen = wall.below(PLANTED).evaluate(TREE).getFailureReport().getDetails();
		List<String> faults = FAULTS.get(wall);
		assertThat(faults).as("planted faults of " + wall)
			.isNotEmpty()
			.allSatisfy((fault) -> assertThat(seen).anyMatch((line) -> line.contains(fault)));
		assertThat(seen).allSatisfy((line) -> assertThat(faults).anyMatch(line::contains));
	}

}
