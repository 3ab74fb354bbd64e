package io.github.selftest.boot.check.httpcache;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.unit.DataSize;

import io.github.selftest.boot.check.ScriptedServer;
import io.github.selftest.boot.check.TestCheckContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each rule fires and stays silent on what a socket serves just as it does on what was
 * written by hand: the answers of all cases go over the wire, through the probes.
 */
@Timeout(120)
class ServedBytesTests {

	private static final Map<String, Rule> RULES = Rules.all()
		.stream()
		.collect(Collectors.toMap(Rule::id, Function.identity()));

	private static final AtomicReference<byte[]> answer = new AtomicReference<>(new byte[0]);

	@SuppressWarnings("NullAway.Init")
	private static ScriptedServer server;

	@BeforeAll
	static void start() throws IOException {
		server = new ScriptedServer((OutputStream out) -> out.write(answer.get()));
	}

	@AfterAll
	static void stop() throws IOException {
		server.close();
	}

	static Stream<RuleCase> cases() {
		return RuleCase.all();
	}

	@ParameterizedTest
	@MethodSource("cases")
	void judgesWhatIsServedAsWhatIsWritten(RuleCase example) {
		Rule rule = RULES.get(example.rule());
		assertThat(rule).isNotNull();
		RecordedExchanges recorded = RecordedExchanges.read(example.evidence());
		List<Exchange> broken = new ArrayList<>();
		Evidence served = serve(recorded, broken);
		if (broken.isEmpty()) {
			assertThat(rule.judge(served)).isEqualTo(rule.judge(recorded.evidence()));
		}
		else {
			// content that ends early is told by itself, whatever the rule
			assertThat(example.fires()).isTrue();
			assertThat(example.rule()).isEqualTo("content-length-correct");
		}
	}

	private static Evidence serve(RecordedExchanges recorded, List<Exchange> broken) {
		Evidence written = recorded.evidence();
		Iterator<byte[]> wire = recorded.wire().iterator();
		List<Exchange> exchanges = new ArrayList<>();
		for (Exchange exchange : written.exchanges()) {
			byte[] bytes = wire.next();
			exchanges.add((bytes.length > 0) ? send(written.resource(), exchange, bytes, broken) : exchange);
		}
		return new Evidence(written.resource(), exchanges);
	}

	private static Exchange send(Resource resource, Exchange written, byte[] bytes, List<Exchange> broken) {
		answer.set(bytes);
		ProbeSettings settings = new ProbeSettings(Duration.ofSeconds(10), maxBody(written), Map.of());
		Prober prober = new Prober(TestCheckContext.rawLoopback(server.environment()),
				TestCheckContext.ofKind("http-cache"), resource, settings, Optional.empty());
		Exchange served = prober.send(new ProbeRequest(written.probe(), written.detail(), written.method(),
				written.path(), written.request()));
		prober.bodyProblems().forEach((problem) -> broken.add(problem.exchange()));
		return written.response()
			.flatMap((was) -> served.response().map((is) -> at(was, is)))
			.map((response) -> new Exchange(written.probe(), written.detail(), written.method(), written.path(),
					written.request(), response))
			.orElse(served);
	}

	private static DataSize maxBody(Exchange written) {
		return written.response()
			.map(Response::body)
			.filter((body) -> !body.isComplete())
			.map((body) -> DataSize.ofBytes(body.length()))
			.orElse(DataSize.ofMegabytes(1));
	}

	/**
	 * Return an answer as if it had come when the case says so.
	 */
	private static Response at(Response written, Response served) {
		return new Response(served.status(), served.fields(), served.body(), served.bytesAfterEnd(),
				written.receivedAt(), written.latency());
	}

}
