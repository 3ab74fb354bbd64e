package io.github.selftest.boot.synthetic;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import io.github.selftest.boot.SignedLoopbackAutoConfiguration;
import io.github.selftest.boot.check.LoopbackSigner;
import io.github.selftest.boot.mistake.InvalidPropertyFailureAnalyzer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What is configured, and what is said of mistakes in it.
 */
class SyntheticPropertiesTests {

	private static final String ID = "selftest.synthetic.keys[0].id=ci";

	private static final String SECRET = "selftest.synthetic.keys[0].secret=" + Shop.SECRET;

	private static final String NAME = "spring.application.name=shop";

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(SyntheticAutoConfiguration.class, SignedLoopbackAutoConfiguration.class));

	static Stream<Arguments> mistakes() {
		return Stream.of(mistake("keys[0].secret", "5 bytes", NAME, ID, "selftest.synthetic.keys[0].secret=short"),
				mistake("keys[0].secret", "nothing", NAME, ID),
				mistake("keys[0].secret", "a placeholder", NAME, ID,
						"selftest.synthetic.keys[0].secret=${A_VARIABLE_THAT_IS_NOT_SET_ANYWHERE}"),
				mistake("keys[0].id", "nothing", NAME, SECRET),
				mistake("keys[0].id", "'self'", NAME, "selftest.synthetic.keys[0].id=self", SECRET),
				mistake("keys[0].id", "'a,b'", NAME, "selftest.synthetic.keys[0].id=a,b", SECRET),
				mistake("keys[1].id", "'ci'", NAME, ID, SECRET, "selftest.synthetic.keys[1].id=ci",
						"selftest.synthetic.keys[1].secret=" + Shop.OTHER_SECRET),
				mistake("tokens[0].value", "4 bytes", NAME, "selftest.synthetic.tokens[0].id=hand",
						"selftest.synthetic.tokens[0].value=tiny"),
				mistake("keys[0].tenant", "a property that does not exist", NAME, ID, SECRET,
						"selftest.synthetic.keys[0].tenant=sandbox"),
				mistake("keys[0].paths[0]", "'products'", NAME, ID, SECRET,
						"selftest.synthetic.keys[0].paths=products"),
				mistake("keys[0].requests-per-second", "0", NAME, ID, SECRET,
						"selftest.synthetic.keys[0].requests-per-second=0"),
				mistake("read-only-paths[1]", "'/auth/{token'", NAME, ID, SECRET,
						"selftest.synthetic.read-only-paths=/a,/auth/{token"),
				mistake("external-prefixes[0]", "'/shop/'", NAME, ID, SECRET,
						"selftest.synthetic.external-prefixes=/shop/"),
				mistake("max-nonces", "0", NAME, ID, SECRET, "selftest.synthetic.max-nonces=0"),
				mistake("audience", "nothing", ID, SECRET));
	}

	@ParameterizedTest
	@MethodSource("mistakes")
	void mistakeFailsTheStartAndSaysWhatToCorrect(String property, String seen, List<String> properties) {
		this.contextRunner.withPropertyValues(properties.toArray(String[]::new)).run((context) -> {
			Throwable failure = Objects.requireNonNull(context.getStartupFailure());
			FailureAnalysis analysis = new InvalidPropertyFailureAnalyzer().analyze(failure);
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).contains("selftest.synthetic." + property, seen)
				.doesNotContain(Shop.SECRET, Shop.OTHER_SECRET, "tiny");
			assertThat(analysis.getAction()).isNotBlank();
		});
	}

	@Test
	void nothingExistsWithoutAProof() {
		this.contextRunner.withPropertyValues(NAME)
			.run((context) -> assertThat(context).doesNotHaveBean(SyntheticGate.class)
				.doesNotHaveBean(LoopbackSigner.class)
				.hasSingleBean(SyntheticNotice.class));
	}

	@Test
	void noticeTellsWhatIsMissing() {
		assertThat(SyntheticNotice.of(false, true)).hasToString("no key is configured below 'selftest.synthetic.keys'");
		assertThat(SyntheticNotice.of(true, false)).hasToString("this is no application with servlets");
		assertThat(SyntheticNotice.of(true, true).toString()).contains("ahead of time",
				"'selftest.synthetic.keys[0].id'");
	}

	@Test
	void nothingExistsWhenSwitchedOff() {
		this.contextRunner.withPropertyValues(NAME, ID, SECRET, "selftest.synthetic.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(SyntheticGate.class)
				.doesNotHaveBean(SyntheticNotice.class));
	}

	@Test
	void metersAndActuatorNeedNotBeThere() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("io.micrometer", "org.springframework.boot.actuate"))
			.withPropertyValues(NAME, ID, SECRET)
			.run((context) -> assertThat(context).hasSingleBean(SyntheticGate.class)
				.hasSingleBean(LoopbackSigner.class)
				.doesNotHaveBean(SyntheticMeters.class));
	}

	@Test
	void propertiesDoNotShowSecrets() {
		this.contextRunner
			.withPropertyValues(NAME, ID, SECRET, "selftest.synthetic.tokens[0].id=hand",
					"selftest.synthetic.tokens[0].value=" + Shop.TOKEN)
			.run((context) -> assertThat(context.getBean(SyntheticProperties.class).toString())
				.contains("key 'ci'", "token 'hand'")
				.doesNotContain(Shop.SECRET, Shop.TOKEN));
	}

	private static Arguments mistake(String property, String seen, String... properties) {
		return arguments(property, seen, List.of(properties));
	}

}
