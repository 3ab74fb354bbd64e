package io.github.selftest.boot.notify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.selftest.api.Severity;
import io.github.selftest.api.StateChanged.Subject;
import io.github.selftest.api.Status;
import io.github.selftest.boot.notify.Alert.About;
import io.github.selftest.boot.notify.Alert.Detail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BodiesTests {

	private static final String REASON = "poolMain: Pool 'main' is slow (observed 612 ms, expected at most 500 ms)";

	private static final String ID = "0b7a1f3e-5f0c-4d8b-9a51-2f3b1c0d4e5f";

	private static final Instant NOW = TestClock.EPOCH;

	private static final Sender SENDER = new Sender("orders", "orders-7c9f6d-abcde", "https://ops.example.org/orders");

	private final TestEngine engine = new TestEngine(new TestClock()).stands("continuous", Status.FAIL,
			TestEngine.report("poolMain", Status.FAIL));

	private final AlertmanagerBody alertmanager = new AlertmanagerBody(SENDER, Duration.ofMinutes(1));

	@Test
	void slackIsAsDocumented() throws IOException {
		assertThat(json(new SlackBody(SENDER).of(firing(), NOW))).isEqualTo(documented("slack"));
	}

	@Test
	void jsonIsAsDocumented() throws IOException {
		assertThat(json(new JsonBody("ops", SENDER).of(firing(), NOW))).isEqualTo(documented("json"));
	}

	@Test
	void alertmanagerIsAsDocumented() throws IOException {
		assertThat(json(this.alertmanager.of(firing(), NOW))).isEqualTo(documented("alertmanager"));
	}

	@Test
	void alertmanagerEndsAnAlertThatIsOver() {
		JsonNode alerts = json(
				this.alertmanager.of(alert(AlertType.RESOLVED, Status.PASS, Status.FAIL, null), later()));
		assertThat(alerts.size()).isOne();
		assertThat(alerts.path(0).path("labels"))
			.isEqualTo(json(this.alertmanager.of(firing(), NOW)).path(0).path("labels"));
		assertThat(alerts.path(0).path("endsAt").stringValue()).isEqualTo(NOW.toString());
	}

	@Test
	void alertmanagerMovesTheEndAwayWithEachAttempt() {
		JsonNode alerts = json(this.alertmanager.of(firing(), later()));
		assertThat(alerts.path(0).path("startsAt").stringValue()).isEqualTo(NOW.toString());
		assertThat(alerts.path(0).path("endsAt").stringValue()).isEqualTo(later().plusSeconds(240).toString());
	}

	@Test
	void alertmanagerEndsTheAlertWithTheOldSeverity() {
		JsonNode alerts = json(this.alertmanager.of(alert(AlertType.CHANGED, Status.WARN, Status.FAIL, null), NOW));
		assertThat(alerts.path(0).path("labels").path("severity").stringValue()).isEqualTo("critical");
		assertThat(alerts.path(0).path("endsAt").stringValue()).isEqualTo(NOW.toString());
		assertThat(alerts.path(1).path("labels").path("severity").stringValue()).isEqualTo("warning");
	}

	@Test
	void alertmanagerDoesNotPageForADegradingCheck() {
		JsonNode alerts = json(
				this.alertmanager.of(alert(AlertType.FIRING, Status.FAIL, null, Severity.DEGRADING), NOW));
		assertThat(alerts.path(0).path("labels").path("severity").stringValue()).isEqualTo("warning");
	}

	@Test
	void testAlertsSayThatNothingIsWrong() {
		Alert test = alert(AlertType.TEST, Status.PASS, null, null);
		assertThat(new SlackBody(SENDER).of(test, NOW)).contains("TEST, nothing is wrong");
		assertThat(json(new JsonBody("ops", SENDER).of(test, NOW)).path("type").stringValue()).isEqualTo("test");
		assertThat(json(this.alertmanager.of(test, NOW)).path(0).path("labels").path("alertname").stringValue())
			.isEqualTo("SelftestTestAlert");
	}

	@Test
	void oddTextsStayTexts() {
		String odd = "\"\\ \n\t\u0001 <!channel> {{name}} \uD800 \u2028 \uD83D\uDE00";
		Alert alert = new Alert(ID, AlertType.FIRING, new About(Subject.CHECK, "odd"), Status.FAIL, null, odd, NOW, NOW,
				Detail.of(odd), 0);
		assertThat(json(new JsonBody("ops", SENDER).of(alert, NOW)).path("reason").stringValue()).isEqualTo(odd);
		assertThat(json(new SlackBody(SENDER).of(alert, NOW)).path("text").stringValue()).contains("&lt;!channel&gt;");
		Body template = new TemplateBody("{\"text\": \"{{reason}}\"}", new JsonBody("ops", SENDER));
		assertThat(json(template.of(alert, NOW)).path("text").stringValue()).isEqualTo(odd);
	}

	@Test
	void templateTakesTheFieldsOfTheJsonBody() {
		Body template = new TemplateBody("{{ type }} {{name}} {{failed}} {{folded}} [{{previous}}] $1 {not}",
				new JsonBody("ops", SENDER));
		assertThat(template.of(firing(), NOW)).isEqualTo("firing continuous poolMain 0 [] $1 {not}");
	}

	@Test
	void templateNamesUnknownFieldsAtTheStart() {
		assertThatExceptionOfType(InvalidNotifyException.class)
			.isThrownBy(() -> read(new ByteArrayResource("{{naem}} {{type}}".getBytes(StandardCharsets.UTF_8))))
			.satisfies((ex) -> assertThat(ex.seen()).isEqualTo("the unknown fields [naem]"))
			.satisfies((ex) -> assertThat(ex.expected()).contains("name, "));
	}

	@Test
	void templateMustBeThere() {
		assertThatExceptionOfType(InvalidNotifyException.class)
			.isThrownBy(() -> read(new ClassPathResource("no-such-template.json")))
			.satisfies((ex) -> assertThat(ex.property()).isEqualTo("selftest.notify.webhooks.ops.template"));
	}

	private static String read(Resource resource) {
		return TemplateBody.read("selftest.notify.webhooks.ops.template", resource,
				new JsonBody("ops", SENDER).fields(alert(AlertType.TEST, Status.PASS, null, null)).keySet());
	}

	private Alert firing() {
		About about = new About(Subject.GROUP, "continuous");
		return new Alert(ID, AlertType.FIRING, about, Status.FAIL, null, REASON, NOW, NOW,
				new Details(this.engine).of(about), 0);
	}

	private static Alert alert(AlertType type, Status status, @Nullable Status previous, @Nullable Severity severity) {
		Detail detail = new Detail("title", severity, null, null, null, null, null, null, List.of(), List.of(),
				List.of());
		return new Alert(ID, type, new About(Subject.GROUP, "continuous"), status, previous, REASON, NOW, NOW, detail,
				0);
	}

	private static Instant later() {
		return NOW.plusSeconds(600);
	}

	private static JsonNode documented(String example) throws IOException {
		String page = Files.readString(Path.of("../docs/alerts.md"));
		Matcher block = Pattern.compile("<!-- example: " + example + " -->\n```json\n(.*?)```", Pattern.DOTALL)
			.matcher(page);
		assertThat(block.find()).as(example).isTrue();
		return json(block.group(1));
	}

	private static JsonNode json(String text) {
		return JsonMapper.shared().readTree(text);
	}

}
