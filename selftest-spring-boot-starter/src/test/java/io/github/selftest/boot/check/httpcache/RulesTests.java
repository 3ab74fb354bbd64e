package io.github.selftest.boot.check.httpcache;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each rule fires on what breaks it and stays silent on what does not: see the files in
 * {@code http-cache} among the resources.
 */
class RulesTests {

	private static final Map<String, Rule> RULES = Rules.all()
		.stream()
		.collect(Collectors.toMap(Rule::id, Function.identity()));

	static Stream<RuleCase> firing() {
		return RuleCase.all().filter(RuleCase::fires);
	}

	static Stream<RuleCase> silent() {
		return RuleCase.all().filter((example) -> !example.fires());
	}

	@ParameterizedTest
	@MethodSource("firing")
	void firesOnWhatBreaksIt(RuleCase example) {
		Rule rule = rule(example);
		List<Note> notes = rule.judge(RecordedExchanges.evidence(example.evidence()));
		assertThat(notes).isNotEmpty();
		assertThat(notes).extracting((note) -> note.level().orElse(rule.level()))
			.contains(example.level().orElse(rule.level()));
		assertThat(example.said()).allSatisfy((part) -> assertThat(notes.toString()).contains(part));
		assertThat(notes).allSatisfy((note) -> {
			assertThat(note.probes()).isNotEmpty();
			assertThat(note.message()).isNotBlank();
			assertThat(note.observed().isBlank()).isEqualTo(note.expected().isBlank());
		});
	}

	@ParameterizedTest
	@MethodSource("silent")
	void staysSilentOnWhatDoesNot(RuleCase example) {
		assertThat(rule(example).judge(RecordedExchanges.evidence(example.evidence()))).isEmpty();
	}

	@Test
	void eachRuleIsSeenToFireAndToStaySilent() {
		assertThat(firing().map(RuleCase::rule)).containsAll(RULES.keySet());
		assertThat(silent().map(RuleCase::rule)).containsAll(RULES.keySet());
	}

	@Test
	void noRuleSaysAnythingWithoutAnAnswer() {
		Evidence nothing = RecordedExchanges.evidence("");
		assertThat(Rules.all()).allSatisfy((rule) -> assertThat(rule.judge(nothing)).isEmpty());
	}

	@Test
	void noRuleThrowsOnTheEvidenceOfAnother() {
		List<Evidence> evidence = RuleCase.all()
			.map((example) -> RecordedExchanges.evidence(example.evidence()))
			.toList();
		assertThat(Rules.all()).allSatisfy((rule) -> assertThat(evidence).allSatisfy(rule::judge));
	}

	@Test
	void comeInTheOrderOfTheirLevels() {
		assertThat(Rules.all()).extracting(Rule::level).isSorted();
	}

	@Test
	void haveNamesOfTheirOwnThatMakeCodes() {
		Set<String> ids = new HashSet<>();
		assertThat(Rules.all()).allSatisfy((rule) -> {
			assertThat(ids.add(rule.id())).as(rule.id()).isTrue();
			assertThat(Finding.pass(rule.code(), rule.sentence()).code()).isEqualTo("http-cache." + rule.id());
		});
	}

	@Test
	void knownDefectsWarn() {
		assertThat(Rules.all().stream().filter(Rule::isKnownDefect)).extracting(Rule::level).containsOnly(Level.WARN);
	}

	@Test
	void aServiceThatDoesItRightIsToldNothingBad() {
		List<String> bad = new ArrayList<>();
		Evidence evidence = RecordedExchanges.evidence(GoodService.ANSWERS);
		for (Rule rule : Rules.all()) {
			rule.judge(evidence)
				.stream()
				.filter((note) -> note.level().orElse(rule.level()) != Level.INFO)
				.forEach((note) -> bad.add(rule + " " + note));
		}
		assertThat(bad).isEmpty();
	}

	@Test
	void aFindingNamesThePathTheProbesBothValuesAndTheRemedy() {
		Rule rule = RULES.get("inm-304");
		Evidence evidence = RecordedExchanges.evidence("""
				> G
				< 200
				< ETag: "v1"
				hello
				> N
				> If-None-Match: "v1"
				< 200
				< ETag: "v1"
				hello
				""");
		assertThat(rule).isNotNull();
		Finding finding = rule.finding(evidence.resource(), rule.judge(evidence).get(0), Level.WARN);
		assertThat(finding.status()).isEqualTo(Status.WARN);
		assertThat(finding.code()).isEqualTo("http-cache.inm-304");
		assertThat(finding.message()).isEqualTo("'/products/1': its own ETag is answered with the whole content (N)");
		assertThat(finding.observed()).isEqualTo("200 to If-None-Match: \"v1\"");
		assertThat(finding.expected()).isEqualTo("304");
		assertThat(finding.remedy()).isEqualTo(rule.remedy());
	}

	@Test
	void whatSeveralProbesShowIsToldOnce() {
		Rule rule = RULES.get("cc-syntax");
		assertThat(rule).isNotNull();
		assertThat(rule.judge(RecordedExchanges.evidence("""
				> G
				< 200
				< Cache-Control: max-age =5
				> Z
				< 200
				< Cache-Control: max-age =5
				"""))).singleElement().satisfies((note) -> assertThat(note.probes()).containsExactly("G", "Z"));
	}

	private static Rule rule(RuleCase example) {
		Rule rule = RULES.get(example.rule());
		assertThat(rule).as("rule '%s'", example.rule()).isNotNull();
		return rule;
	}

}
