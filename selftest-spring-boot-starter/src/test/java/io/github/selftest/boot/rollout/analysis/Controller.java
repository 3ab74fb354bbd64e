package io.github.selftest.boot.rollout.analysis;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.json.JsonParseException;
import org.springframework.boot.json.JsonParserFactory;

/**
 * What Argo Rollouts does with a metric, quirks included: redirects are followed, no
 * status but 2xx has a body, a body that is no JSON is a success whatever the conditions,
 * and the fifth error in a row ends the analysis.
 */
final class Controller {

	private static final int ERRORS = 4;

	private final HttpClient client = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.followRedirects(Redirect.ALWAYS)
		.build();

	/**
	 * Ask a service once.
	 * @param metric a metric of provider web
	 * @param url the URL of it
	 * @return what the answer comes to
	 */
	Phase measure(Metric metric, String url) throws IOException, InterruptedException {
		HttpResponse<String> answer = this.client.send(
				HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(15)).build(),
				BodyHandlers.ofString());
		if (answer.statusCode() / 100 != 2) {
			return Phase.ERROR;
		}
		Map<String, Object> json;
		try {
			json = JsonParserFactory.getJsonParser().parseMap(answer.body());
		}
		catch (JsonParseException ex) {
			return Phase.SUCCESSFUL;
		}
		try {
			Conditions conditions = Conditions.parse(metric.success().orElse(null), metric.failure().orElse(null));
			return conditions.judge(JsonPath.select(json, metric.jsonPath()));
		}
		catch (ConditionException ex) {
			return Phase.ERROR;
		}
	}

	/**
	 * Run an analysis.
	 * @param metric the metric
	 * @param measurements what each measurement came to
	 * @return how it ends, or {@code null} if it has not ended yet
	 */
	static @Nullable Phase run(Metric metric, List<Phase> measurements) {
		int measured = 0;
		int failed = 0;
		int inconclusive = 0;
		int errors = 0;
		for (Phase phase : measurements) {
			errors = (phase == Phase.ERROR) ? errors + 1 : 0;
			measured += (phase == Phase.ERROR) ? 0 : 1;
			failed += (phase == Phase.FAILED) ? 1 : 0;
			inconclusive += (phase == Phase.INCONCLUSIVE) ? 1 : 0;
			if (failed > metric.number("failureLimit").orElse(0)) {
				return Phase.FAILED;
			}
			if (errors > metric.number("consecutiveErrorLimit").orElse(ERRORS)) {
				return Phase.ERROR;
			}
			if (inconclusive > metric.number("inconclusiveLimit").orElse(0)) {
				return Phase.INCONCLUSIVE;
			}
			if (measured == count(metric)) {
				return Phase.SUCCESSFUL;
			}
		}
		return null;
	}

	private static int count(Metric metric) {
		return metric.number("count").orElse(metric.has("interval") ? Integer.MAX_VALUE : 1);
	}

}
