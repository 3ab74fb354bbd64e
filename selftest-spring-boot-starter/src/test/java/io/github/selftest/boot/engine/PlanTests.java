package io.github.selftest.boot.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.Severity;
import io.github.selftest.api.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PlanTests {

	private final Map<String, CheckTuning> tunings = new HashMap<>();

	@Test
	void theShortestIntervalOfTheGroupsIsThatOfTheCheck() {
		Plan plan = plan(check("a", "canary", "continuous"), check("b", "smoke"));
		assertThat(planned(plan, "a").interval()).isEqualTo(Duration.ofSeconds(10));
		assertThat(planned(plan, "b").interval()).isNull();
	}

	@Test
	void theConfigurationHasTheLastWord() {
		this.tunings.put("a", new CheckTuning(true, Severity.INFO, Set.of("deep"), Duration.ofSeconds(7),
				Duration.ofSeconds(3), "https://run.book"));
		PlannedCheck planned = planned(plan(check("a", "smoke")), "a");
		assertThat(planned.definition().severity()).isEqualTo(Severity.INFO);
		assertThat(planned.definition().groups()).containsExactly("deep");
		assertThat(planned.interval()).isEqualTo(Duration.ofSeconds(7));
		assertThat(planned.deadline()).isEqualTo(Duration.ofSeconds(3));
		assertThat(planned.definition().runBook()).isEqualTo("https://run.book");
	}

	@Test
	void aDisabledCheckDoesNotExist() {
		this.tunings.put("a", new CheckTuning(false, null, null, null, null, null));
		assertThat(plan(check("a", "smoke")).checks()).isEmpty();
	}

	@Test
	void aGroupIncludesChecksByNameOrAll() {
		GroupPlan nightly = new GroupPlan("nightly", null, Duration.ofMinutes(1), Set.of("a"), null, 1, 1, false);
		GroupPlan all = new GroupPlan("all", null, Duration.ofMinutes(1), Set.of("*"), null, 1, 1, false);
		EngineSettings settings = new EngineSettings(true, "x",
				List.of(EngineFixture.defaultGroups().get(0), nightly, all), this.tunings);
		Plan plan = new Plan(settings, (check) -> false, (any) -> false, (check) -> check.getClass().getName(),
				List.of(check("a", "smoke"), check("b", "smoke")));
		assertThat(planned(plan, "a").definition().groups()).containsExactlyInAnyOrder("smoke", "nightly", "all");
		assertThat(planned(plan, "b").definition().groups()).containsExactlyInAnyOrder("smoke", "all");
	}

	@Test
	void twoChecksWithTheSameIdAreRefused() {
		assertThatExceptionOfType(InvalidPlanException.class)
			.isThrownBy(() -> plan(check("a", "smoke"), check("a", "deep")))
			.withMessageContaining("Two checks have the id 'a'")
			.withMessageContaining(ScriptedCheck.class.getName());
	}

	@Test
	void aGroupThatNobodyDefinedIsRefused() {
		assertThatExceptionOfType(InvalidPlanException.class).isThrownBy(() -> plan(check("a", "smok")))
			.withMessage(
					"Check 'a' names the group 'smok', which is not defined. Defined are [smoke, continuous, canary, deep]")
			.satisfies((ex) -> assertThat(ex.remedy()).contains("selftest.groups.smok.interval"));
	}

	@Test
	void checksThatWaitForOneAnotherAreRefused() {
		assertThatExceptionOfType(InvalidPlanException.class)
			.isThrownBy(() -> plan(after("a", "b"), after("b", "c"), after("c", "a")))
			.withMessage("Checks wait for one another: [a, b, c] and then 'a'");
	}

	@Test
	void aProvidedCheckThatDoesNotFitIsLeftOut() {
		Plan plan = plan(check("a", "smoke")).withAll(List.of(check("a", "smoke"), check("b", "smok"),
				check("c", "smoke"), after("d", "e"), after("e", "d")));
		assertThat(plan.checks()).extracting(PlannedCheck::id).startsWith("a", "c").doesNotContain("b").hasSize(3);
	}

	private Plan plan(Check... checks) {
		EngineSettings settings = new EngineSettings(true, "x", EngineFixture.defaultGroups(), this.tunings);
		return new Plan(settings, (check) -> false, (any) -> false, (check) -> check.getClass().getName(),
				List.of(checks));
	}

	private static PlannedCheck planned(Plan plan, String id) {
		return plan.checks().stream().filter((planned) -> planned.id().equals(id)).findFirst().orElseThrow();
	}

	private static Check check(String id, String... groups) {
		return ScriptedCheck.of(CheckDefinition.builder(id).groups(groups), Status.PASS);
	}

	private static Check after(String id, String prerequisite) {
		return ScriptedCheck.of(CheckDefinition.builder(id).after(prerequisite), Status.PASS);
	}

}
