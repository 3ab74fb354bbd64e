package io.github.selftest.gates;

import java.util.function.Function;

import com.tngtech.archunit.lang.ArchRule;

/**
 * A wall of the architecture. It holds for the tree {@code <base>.api} and
 * {@code <base>.boot} below a base package.
 */
enum Wall {

	/** The API needs nothing but Java and JSpecify. */
	API_STANDS_ALONE(RoomWalls::apiStandsAlone),

	/** The rooms that are plain Java need nothing but Java, JSpecify and SLF4J. */
	PLAIN_ROOMS_ARE_PLAIN(RoomWalls::plainRoomsArePlain),

	/** Each room keeps to the column "may use" of the architecture. */
	ROOMS_USE_WHAT_THEY_MAY(RoomWalls::roomsUseWhatTheyMay),

	/** No package needs itself by way of another. */
	NO_CYCLES(RoomWalls::noCycles),

	/** Every package declares that null is the exception. */
	PACKAGES_ARE_NULL_MARKED(RoomWalls::packagesAreNullMarked),

	/** Whoever measures the time of an answer learns nothing of a signature. */
	PROOFS_ARE_COMPARED_IN_CONSTANT_TIME(RoomWalls::proofsAreComparedInConstantTime),

	/** A kind needs Spring and one library. */
	KINDS_NEED_ONE_LIBRARY(KindWalls::kindsNeedOneLibrary),

	/** A slice shows nothing but its auto-configuration, and a command if it has one. */
	SLICES_SHOW_AUTO_CONFIGURATIONS_ONLY(KindWalls::slicesShowAutoConfigurationsOnly),

	/** A check of ours says so, as its exceptions roll no release back. */
	CHECKS_OF_KINDS_ARE_BUILT_IN(KindWalls::checksOfKindsAreBuiltIn),

	/** Auto-configurations hold wiring that nobody calls. */
	AUTO_CONFIGURATIONS_ARE_CLOSED(BeanWalls::autoConfigurationsAreClosed),

	/** Nested in an auto-configuration they would keep the application from starting. */
	MANAGEMENT_CONFIGURATIONS_ARE_TOP_LEVEL(BeanWalls::managementConfigurationsAreTopLevel),

	/** A post-processor that needs its configuration instantiates it too early. */
	POST_PROCESSORS_ARE_STATIC(BeanWalls::postProcessorsAreStatic),

	/** A host may well own a bean "cacheCheck". */
	BEANS_BEAR_OUR_NAME(BeanWalls::beansBearOurName),

	/** A missing class in a signature fails before its condition is looked at. */
	CLASS_CONDITIONS_ARE_ON_CLASSES(BeanWalls::classConditionsAreOnClasses),

	/** Beans that Boot or the host look up by type are theirs. */
	LOOKUPS_OF_THE_HOST_STAY_UNDISTURBED(BeanWalls::lookupsOfTheHostStayUndisturbed),

	/** Time comes from a clock that is given. */
	TIME_IS_GIVEN(TimeWalls::timeIsGiven),

	/** Nobody waits by sleeping. */
	NOBODY_SLEEPS(TimeWalls::nobodySleeps);

	@SuppressWarnings("ImmutableEnumChecker")
	private final Function<String, ArchRule> rule;

	Wall(Function<String, ArchRule> rule) {
		this.rule = rule;
	}

	ArchRule below(String base) {
		return this.rule.apply(base).allowEmptyShould(true);
	}

}
