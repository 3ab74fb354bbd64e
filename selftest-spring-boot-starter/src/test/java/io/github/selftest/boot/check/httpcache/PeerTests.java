package io.github.selftest.boot.check.httpcache;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

import io.github.selftest.api.Finding;
import io.github.selftest.boot.check.ScriptedServer;
import io.github.selftest.boot.check.SelfTestConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of the comparison with another instance.
 */
@Timeout(30)
class PeerTests {

	private static final ProbeSettings SETTINGS = new ProbeSettings(Duration.ofSeconds(2), DataSize.ofKilobytes(10),
			Map.of());

	private static final Resource PAGE = new Resource("page", "/page", false, Expectations.NONE);

	private static final Fingerprint OWN = fingerprint("\"v1\"", "max-age=60", "hello");

	@Test
	void passesWhenAllIsTheSame() throws Exception {
		assertThat(compare("ETag: \"v1\"", "Cache-Control: max-age=60"))
			.containsExactly("PASS http-cache.fleet-policy-consistent", "PASS http-cache.fleet-etag-consistent");
	}

	@Test
	void failsOnAnotherPolicy() throws Exception {
		assertThat(compare("ETag: \"v1\"", "Cache-Control: max-age=61"))
			.containsExactly("FAIL http-cache.fleet-policy-consistent", "PASS http-cache.fleet-etag-consistent");
	}

	@Test
	void failsOnAnotherTagForTheSameContent() throws Exception {
		assertThat(compare("ETag: \"v2\"", "Cache-Control: max-age=60"))
			.contains("FAIL http-cache.fleet-etag-consistent");
	}

	@Test
	void failsOnTheSameTagForOtherContent() throws Exception {
		try (ScriptedServer peer = answering("other", "ETag: \"v1\"", "Cache-Control: max-age=60")) {
			assertThat(compare(peer)).contains("FAIL http-cache.fleet-etag-consistent");
		}
	}

	@Test
	void passesOnAnotherTagForOtherContent() throws Exception {
		try (ScriptedServer peer = answering("other", "ETag: \"v9\"", "Cache-Control: max-age=60")) {
			assertThat(compare(peer)).contains("PASS http-cache.fleet-etag-consistent");
		}
	}

	@Test
	void isInconclusiveWhenThePeerAnswersAnError() throws Exception {
		try (ScriptedServer peer = ScriptedServer.answering("HTTP/1.1 503 No", "Content-Length: 0", "", "")) {
			assertThat(compare(peer)).containsExactly("INCONCLUSIVE http-cache.peer-unclear");
		}
	}

	@Test
	void isInconclusiveWhenThePeerIsGone() throws Exception {
		ScriptedServer peer = ScriptedServer.answering("");
		peer.close();
		assertThat(compare(peer)).containsExactly("INCONCLUSIVE http-cache.peer-unclear");
	}

	@ParameterizedTest
	@ValueSource(strings = { "staging.example.org", "ftp://staging.example.org", "https://user:pw@staging.example.org",
			"https://staging.example.org?a=b", "https:///shop", "http://a b" })
	void refusesWhatIsNoUrl(String url) {
		assertThatExceptionOfType(SelfTestConfigurationException.class).isThrownBy(() -> Peer.of(url, SETTINGS))
			.withMessageContaining("selftest.check.http-cache.peer.url")
			.withMessageNotContaining("pw");
	}

	@Test
	void isNotThereUnlessConfigured() {
		assertThat(Peer.of(null, SETTINGS)).isEmpty();
	}

	private static List<String> compare(String... fields) throws Exception {
		try (ScriptedServer peer = answering("hello", fields)) {
			return compare(peer);
		}
	}

	private static List<String> compare(ScriptedServer server) {
		Optional<Peer> peer = Peer.of("http://127.0.0.1:" + server.port() + "/", SETTINGS);
		List<Finding> findings = peer.orElseThrow().compare(PAGE, OWN, Duration.ofSeconds(5));
		return findings.stream().map((finding) -> finding.status() + " " + finding.code()).toList();
	}

	private static ScriptedServer answering(String body, String... fields) throws Exception {
		return ScriptedServer.answering("HTTP/1.1 200 OK", String.join("\r\n", fields),
				"Content-Length: " + body.length(), "", body);
	}

	private static Fingerprint fingerprint(String tag, String policy, String body) {
		Fields fields = Fields.of(new FieldLine("ETag", tag), new FieldLine("Cache-Control", policy));
		BodyCollector collector = BodyCollector.of(fields);
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		collector.add(bytes, 0, bytes.length);
		return Fingerprint.of(fields, collector.body(true));
	}

}
