package io.github.selftest.boot.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.Severity;
import io.github.selftest.api.Status;

import static org.assertj.core.api.Assertions.assertThat;

class PlanReviewTests {

	private final Map<String, CheckTuning> tunings = new HashMap<>();

	private final List<GroupPlan> groups = new ArrayList<>(EngineFixture.defaultGroups());

	@Test
	void allIsWellWithoutConfiguration() {
		assertThat(review(check("a"))).isEmpty();
		assertThat(review()).isEmpty();
	}

	@Test
	void aTuningOfNoCheckIsSaid() {
		this.tunings.put("A", new CheckTuning(null, Severity.INFO, null, null, null, null));
		this.tunings.put("typo", new CheckTuning(null, Severity.INFO, null, null, null, null));
		this.tunings.put("gone", new CheckTuning(false, null, null, null, null, null));
		assertThat(review(check("a"))).containsExactly(
				"Property 'selftest.checks.typo' tunes the check 'typo', which does not exist; expected one of [a]. Correct the id, or remove the property.");
	}

	@Test
	void anIncludeOfNoCheckIsSaid() {
		this.groups.add(group("mine", Set.of("a", "*", "typo")));
		assertThat(review(check("a"))).containsExactly(
				"Property 'selftest.groups.mine.include' names the check 'typo', which does not exist; expected one of [a]. Correct the id, or remove it.");
	}

	@Test
	void aGroupOfTheUserWithoutChecksIsSaid() {
		this.groups.add(group("smkoe", Set.of()));
		assertThat(review(check("a"))).singleElement()
			.asString()
			.startsWith("Property 'selftest.groups.smkoe' defines the group 'smkoe', which no check belongs to")
			.contains("[canary, continuous, deep, smoke]");
	}

	@Test
	void aPrerequisiteThatDoesNotExistIsSaid() {
		this.tunings.put("off", new CheckTuning(false, null, null, null, null, null));
		Check waiting = ScriptedCheck.of(CheckDefinition.builder("a").after("databse", "off"), Status.PASS);
		assertThat(review(waiting)).containsExactly(
				"Check 'a' waits for ('after') the check 'databse', which does not exist; expected one of [a]. It is skipped each time: correct the id, or remove it.");
	}

	@Test
	void manyNamesAreCutShort() {
		this.tunings.put("typo", new CheckTuning(null, Severity.INFO, null, null, null, null));
		Check[] checks = IntStream.range(0, 1000).mapToObj((i) -> check("c" + i)).toArray(Check[]::new);
		assertThat(review(checks)).singleElement().asString().contains("and 980 more").hasSizeLessThan(500);
	}

	private List<String> review(Check... checks) {
		EngineSettings settings = new EngineSettings(true, "x", this.groups, this.tunings);
		return PlanReview.of(settings, new Plan(settings, (check) -> false, (any) -> false,
				(check) -> check.getClass().getName(), List.of(checks)));
	}

	private static GroupPlan group(String name, Set<String> include) {
		return new GroupPlan(name, null, Duration.ofMinutes(2), include, null, 1, 1, false);
	}

	private static Check check(String id) {
		return ScriptedCheck.of(CheckDefinition.builder(id).groups("smoke"), Status.PASS);
	}

}
