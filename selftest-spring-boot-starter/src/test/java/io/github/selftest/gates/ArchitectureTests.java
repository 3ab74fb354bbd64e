package io.github.selftest.gates;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.selftest.api.Check;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The walls of the architecture hold. {@link WallTests} shows that each would fall.
 */
class ArchitectureTests {

	private static final String BASE = "io.github.selftest";

	private static final JavaClasses SHIPPED = new ClassFileImporter().withImportOption((location) -> !isTest(location))
		.importPackages(BASE);

	private static final JavaClasses TESTS = new ClassFileImporter()
		.withImportOption((location) -> isTest(location) && !location.contains("/planted/"))
		.importPackages(BASE);

	@Test
	void looksAtWhatIsShippedAndAtNothingElse() {
		assertThat(SHIPPED.contain(Check.class)).isTrue();
		assertThat(SHIPPED.contain(ArchitectureTests.class)).isFalse();
	}

	@ParameterizedTest
	@EnumSource
	void holds(Wall wall) {
		wall.below(BASE).check(SHIPPED);
	}

	@Test
	void testsDoNotSleep() {
		assertThat(TESTS.contain(ArchitectureTests.class)).isTrue();
		Wall.NOBODY_SLEEPS.below(BASE).check(TESTS);
	}

	private static boolean isTest(Location location) {
		return location.contains("/test-classes/");
	}

}
