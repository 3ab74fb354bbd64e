package io.github.selftest.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.selftest.api.synthetic.SyntheticRequest;
import io.github.selftest.api.synthetic.SyntheticSignature;
import io.github.selftest.api.synthetic.SyntheticSigner;
import io.github.selftest.sample.GoldenVectors.Vector;
import io.github.selftest.sample.Tool.Output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Each client signs as the golden vectors say.
 */
class SignersTests {

	private static final Pattern SIGNATURE = Pattern.compile("kid=([^,]+),t=([0-9]+),n=([^,]+),v1=([0-9a-f]{64})");

	private static final GoldenVectors GOLDEN = GoldenVectors.read();

	@Test
	void vectorsAreManyAndTheirNamesUnique() {
		assertThat(GOLDEN.vectors()).hasSizeGreaterThanOrEqualTo(12).extracting(Vector::name).doesNotHaveDuplicates();
		assertThat(GOLDEN.vectors()).extracting(SignersTests::signature).doesNotHaveDuplicates();
		assertThat(GOLDEN.refused()).isNotEmpty();
	}

	@ParameterizedTest
	@MethodSource("vectors")
	void signatureIsTheHmacOfTheTextInTheFile(Vector vector) throws GeneralSecurityException {
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(vector.secret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
		byte[] text = Objects.requireNonNull(vector.signed()).getBytes(StandardCharsets.UTF_8);
		assertThat(signature(vector).group(4)).isEqualTo(HexFormat.of().formatHex(mac.doFinal(text)));
	}

	@ParameterizedTest
	@MethodSource("vectors")
	void apiComputesTheSignature(Vector vector) {
		assertThat(compute(vector, vector.seconds(), vector.nonce())).isEqualTo(signature(vector).group(4));
	}

	@ParameterizedTest
	@MethodSource("vectors")
	void signerOfTheApiMakesTheHeaders(Vector vector) {
		Map<String, String> headers = new SyntheticSigner(vector.keyId(), vector.secret(), vector.audience())
			.headers(request(vector));
		MatchResult signature = signature(headers);
		assertThat(headers.keySet()).containsExactlyElementsOf(headers(vector).keySet());
		assertThat(headers).containsEntry(SyntheticSigner.MARK, "true");
		assertThat(signature.group(1)).isEqualTo(vector.keyId());
		assertThat(signature.group(3)).matches("[A-Za-z0-9_-]{16,64}");
		assertThat(signature.group(4))
			.isEqualTo(compute(vector, Long.parseLong(signature.group(2)), signature.group(3)));
	}

	@ParameterizedTest
	@MethodSource("refused")
	void apiRefuses(Vector vector) {
		assertThatIllegalArgumentException().isThrownBy(
				() -> new SyntheticSigner(vector.keyId(), vector.secret(), vector.audience()).headers(request(vector)))
			.withMessageNotContaining(vector.secret());
	}

	@ParameterizedTest
	@MethodSource("vectors")
	void bashMakesTheHeaders(Vector vector) throws IOException {
		assertThat(bash(vector)).isEqualTo(new Output(0, lines(vector), ""));
	}

	@ParameterizedTest
	@MethodSource("refused")
	void bashRefuses(Vector vector) throws IOException {
		assertThatRefuses(vector, bash(vector));
	}

	@ParameterizedTest
	@MethodSource("vectors")
	void pythonMakesTheHeaders(Vector vector) throws IOException {
		assertThat(python(vector)).isEqualTo(new Output(0, lines(vector), ""));
	}

	@ParameterizedTest
	@MethodSource("refused")
	void pythonRefuses(Vector vector) throws IOException {
		assertThatRefuses(vector, python(vector));
	}

	@Test
	void moduleForK6MakesTheHeaders(@TempDir Path folder) throws IOException {
		Map<String, JsonNode> answers = node(folder);
		assertThat(GOLDEN.vectors()).allSatisfy((vector) -> assertThat(answers.get(vector.name()))
			.isEqualTo(JsonMapper.shared().valueToTree(Map.of("name", vector.name(), "headers", headers(vector)))));
		assertThat(GOLDEN.refused()).allSatisfy(
				(vector) -> assertThat(Objects.requireNonNull(answers.get(vector.name())).path("refused").stringValue())
					.isNotBlank()
					.doesNotContain(vector.secret()));
	}

	@Test
	void scriptsSignFromTheUrlWhatGoesOverTheWire() throws IOException {
		Vector vector = GOLDEN.vectors().get(1);
		for (String url : List.of("https://shop.example.org" + vector.target(), "http://[::1]:8080" + vector.target(),
				vector.target() + "#top")) {
			assertThat(bash(vector, url).text()).isEqualTo(lines(vector));
			assertThat(python(vector, url).text()).isEqualTo(lines(vector));
		}
	}

	private static List<Vector> vectors() {
		return GOLDEN.vectors();
	}

	private static List<Vector> refused() {
		return GOLDEN.refused();
	}

	private static SyntheticRequest request(Vector vector) {
		return SyntheticRequest.of(vector.method(), vector.target())
			.withTenant(vector.tenant())
			.withFault(vector.fault())
			.withBody(vector.body());
	}

	private static String compute(Vector vector, long seconds, String nonce) {
		return HexFormat.of()
			.formatHex(SyntheticSignature.of(vector.secret().getBytes(StandardCharsets.UTF_8), vector.audience(),
					seconds, nonce, request(vector)));
	}

	private static Map<String, String> headers(Vector vector) {
		return Objects.requireNonNull(vector.headers());
	}

	private static MatchResult signature(Vector vector) {
		return signature(headers(vector));
	}

	private static MatchResult signature(Map<String, String> headers) {
		return SIGNATURE.matcher(String.valueOf(headers.get(SyntheticSigner.SIGNATURE)))
			.results()
			.findFirst()
			.orElseThrow();
	}

	private static String lines(Vector vector) {
		return headers(vector).entrySet()
			.stream()
			.map((header) -> header.getKey() + ": " + header.getValue() + "\n")
			.collect(Collectors.joining());
	}

	private static void assertThatRefuses(Vector vector, Output output) {
		assertThat(output.status()).isEqualTo(2);
		assertThat(output.text()).isEmpty();
		assertThat(output.error()).isNotBlank().doesNotContain(vector.secret());
	}

	private static Output bash(Vector vector) throws IOException {
		return bash(vector, vector.target());
	}

	private static Output bash(Vector vector, String url) throws IOException {
		Tool.assumeThatWorks("bash", "-c", "openssl version");
		return sign(vector, url, "bash", "selftest-sign.sh", "-T", "-N", "-t", "-f", "-d", "@-");
	}

	private static Output python(Vector vector) throws IOException {
		return python(vector, vector.target());
	}

	private static Output python(Vector vector, String url) throws IOException {
		Tool.assumeThatWorks("python3", "--version");
		return sign(vector, url, "python3", "selftest_sign.py", "--seconds", "--nonce", "--tenant", "--fault", "--body",
				"-");
	}

	private static Output sign(Vector vector, String url, String interpreter, String script, String... options)
			throws IOException {
		List<String> command = new ArrayList<>(List.of(interpreter, GoldenVectors.CLIENTS.resolve(script).toString()));
		command.addAll(List.of(options[0], Long.toString(vector.seconds()), options[1], vector.nonce(), options[2],
				vector.tenant(), options[3], vector.fault(), options[4], options[5], vector.method(), url));
		return Tool.run(command, Map.of("MONITOR_KEY_ID", vector.keyId(), "MONITOR_SECRET", vector.secret(),
				"MONITOR_AUDIENCE", vector.audience()), vector.body());
	}

	// Node in place of k6: the module itself, with stand-ins for the two that come with
	// k6
	private static Map<String, JsonNode> node(Path folder) throws IOException {
		Tool.assumeThatWorks("node", "--version");
		Path standIns = Path.of("src/test/resources/k6-on-node");
		for (String file : List.of("crypto.mjs", "encoding.mjs", "sign.mjs")) {
			Files.copy(standIns.resolve(file), folder.resolve(file));
		}
		Files.writeString(folder.resolve("selftest-sign.mjs"),
				Files.readString(GoldenVectors.CLIENTS.resolve("k6/selftest-sign.js"))
					.replace("'k6/crypto'", "'./crypto.mjs'")
					.replace("'k6/encoding'", "'./encoding.mjs'"));
		Output output = Tool.run(List.of("node", folder.resolve("sign.mjs").toString()), Map.of(),
				Files.readAllBytes(GoldenVectors.FILE));
		assertThat(output.status()).as(output.error()).isZero();
		return Stream.of(output.text().split("\n"))
			.map(JsonMapper.shared()::readTree)
			.collect(Collectors.toMap((answer) -> answer.path("name").stringValue(), (answer) -> answer));
	}

}
