package io.github.selftest.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Prints a line for each measure, and keeps the single values in a file.
 */
final class Report {

	private static final int ENOUGH = 20;

	private final List<String> lines = new ArrayList<>();

	private final Path values;

	Report(Path folder) throws IOException {
		this.values = folder.resolve("values.csv");
		Files.deleteIfExists(this.values);
	}

	void ratio(String name, Pairs pairs, @Nullable Target target) throws IOException {
		keep(name + ", first half", pairs.of(Half.WITH));
		keep(name + ", second half", pairs.of(Half.WITHOUT));
		line(name, "", pairs.ratios(), target);
	}

	void difference(String name, String unit, Pairs pairs) throws IOException {
		difference(name, unit, pairs, null);
	}

	void difference(String name, String unit, Pairs pairs, @Nullable Target target) throws IOException {
		line(name, unit, pairs.differences(), target);
	}

	void value(String name, String unit, List<Double> sample, @Nullable Target target) throws IOException {
		line(name, unit, sample, target);
	}

	/**
	 * Report what must not have happened in any half: the sum counts, as a median would
	 * hide it.
	 * @param name what it is
	 * @param sample how often it happened in each half
	 * @throws IOException if the values can't be kept
	 */
	void none(String name, List<Double> sample) throws IOException {
		keep(name, sample);
		double sum = sample.stream().mapToDouble(Double::doubleValue).sum();
		String line = "%-66s %10.0f  %-32s %-12s %s".formatted(name, sum, "in all " + sample.size(), "0",
				(sum == 0) ? "reached" : "not reached");
		this.lines.add(line);
		System.out.println(line);
	}

	void progress(String text) {
		System.out.println("  " + text);
	}

	private void line(String name, String unit, List<Double> sample, @Nullable Target target) throws IOException {
		keep(name, sample);
		Interval interval = Interval.of(sample);
		String bounds = "[%s, %s] %s".formatted(number(interval.low()), number(interval.high()), unit);
		String line = "%-66s %10s  %-32s %-12s %s".formatted(name, number(interval.median()), bounds,
				(target != null) ? target : "-", outcome(interval, sample.size(), target));
		this.lines.add(line.stripTrailing());
		System.out.println(line.stripTrailing());
	}

	private static String outcome(Interval interval, int size, @Nullable Target target) {
		if (target == null) {
			return "";
		}
		return (size < ENOUGH) ? "(%d pairs, %d needed)".formatted(size, ENOUGH) : target.outcome(interval);
	}

	private static String number(double value) {
		return String.format(Locale.ROOT, (Math.abs(value) < 100) ? "%.3f" : "%,.0f", value);
	}

	private void keep(String name, List<Double> sample) throws IOException {
		String line = sample.stream().map(String::valueOf).collect(Collectors.joining(",", "\"" + name + "\",", "\n"));
		Files.writeString(this.values, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
	}

	void printSummary(Duration took) {
		System.out.printf("%n%-66s %10s  %-32s %-12s %s%n", "measure", "median", "95 % interval", "target", "outcome");
		this.lines.forEach(System.out::println);
		System.out.printf("%d s; all values are in '%s'%n", took.toSeconds(), this.values);
	}

}
