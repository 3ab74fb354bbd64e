package io.github.selftest.boot.synthetic.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import io.github.selftest.boot.synthetic.MarkedHost;

/**
 * What Prometheus reads of a service, without what is ours and without the pauses of the
 * collector, which come as they like: each series to the letter, with its value where it
 * counts something.
 */
final class UserSeries {

	private static final Pattern LEFT_OUT = Pattern.compile("(selftest|synthetic|jvm_gc_pause)_.*");

	private static final Pattern OF_OBSERVATIONS = Pattern.compile("(http|jdbc|job|tasks)_.*");

	private static final Pattern COUNTS = Pattern.compile(".*_count(\\{.*)?|.*le=\"\\+Inf\".*|.*_total(\\{.*)?");

	private UserSeries() {
	}

	static Map<String, String> of(MarkedHost host) {
		Map<String, String> series = new TreeMap<>();
		lines(host).filter((line) -> !LEFT_OUT.matcher(line).matches()).forEach((line) -> {
			String id = line.substring(0, line.lastIndexOf(' '));
			boolean counted = OF_OBSERVATIONS.matcher(line).matches() && COUNTS.matcher(id).matches();
			series.put(id, counted ? line.substring(line.lastIndexOf(' ') + 1) : "some");
		});
		return series;
	}

	static Map<String, String> ofSynthetic(MarkedHost host) {
		Map<String, String> series = new TreeMap<>();
		lines(host).filter((line) -> line.startsWith("synthetic_"))
			.forEach((line) -> series.put(line.substring(0, line.lastIndexOf(' ')),
					line.substring(line.lastIndexOf(' ') + 1)));
		return series;
	}

	private static Stream<String> lines(MarkedHost host) {
		return host.bean(PrometheusMeterRegistry.class).scrape().lines().filter((line) -> !line.startsWith("#"));
	}

}
