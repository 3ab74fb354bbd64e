package io.github.selftest.boot.rollout.analysis;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;
import io.github.selftest.boot.rollout.analysis.Manifests.UnreadableException;

/**
 * Names the mistakes of analysis templates for Argo Rollouts. In a test:
 *
 * <pre>
 * assertThat(TemplateLint.lint(Path.of("deploy/analysis.yaml"), Path.of("deploy/rollout.yaml"))).isEmpty();
 * </pre>
 *
 * or as a command, {@link #main(String...)}. A {@code Rollout} that is given, too, tells
 * which arguments are passed and which steps wait.
 *
 * @since 0.1.0
 */
public final class TemplateLint {

	private static final String SCRAPE_INTERVAL = "--scrape-interval=";

	private static final Duration DEFAULT_SCRAPE_INTERVAL = Duration.ofSeconds(30);

	private static final int MAX_METRIC = 20_000;

	private static final int MISTAKEN = 1;

	private static final int MISUSED = 2;

	private final Duration scrapeInterval;

	private final List<Finding> findings = new ArrayList<>();

	private final List<Manifest> manifests = new ArrayList<>();

	private TemplateLint(Duration scrapeInterval) {
		this.scrapeInterval = scrapeInterval;
	}

	/**
	 * Name the mistakes of files, with Prometheus asking each 30 seconds.
	 * @param files files of one or more Kubernetes objects
	 * @return what is wrong: {@code FAIL} and {@code WARN}, notes ({@code PASS}) and what
	 * could not be judged ({@code INCONCLUSIVE}); nothing if all is well
	 */
	public static List<Finding> lint(Path... files) {
		return lint(DEFAULT_SCRAPE_INTERVAL, files);
	}

	/**
	 * Name the mistakes of files.
	 * @param scrapeInterval how often Prometheus asks the service
	 * @param files files of one or more Kubernetes objects
	 * @return what is wrong, nothing if all is well
	 */
	public static List<Finding> lint(Duration scrapeInterval, Path... files) {
		if (!isYamlReadable()) {
			return List.of(Finding
				.inconclusive("analysis.no-yaml",
						"Templates are YAML, and 'org.yaml:snakeyaml' is not on the class path")
				.withRemedy("Add 'org.yaml:snakeyaml', which 'org.springframework.boot:spring-boot-starter' brings"));
		}
		TemplateLint lint = new TemplateLint(scrapeInterval);
		for (Path file : files) {
			lint.read(file);
		}
		return lint.judge();
	}

	/**
	 * Print the mistakes of files, and end with 1 if there are any but notes, or with 2
	 * if the command is not understood.
	 * @param args {@code [--scrape-interval=15s] file...}
	 */
	public static void main(String... args) {
		System.exit(run(System.out, args));
	}

	static int run(PrintStream out, String... args) {
		Duration interval = DEFAULT_SCRAPE_INTERVAL;
		List<Path> files = new ArrayList<>();
		for (String arg : args) {
			if (arg.startsWith(SCRAPE_INTERVAL)) {
				interval = Metric.duration(arg.substring(SCRAPE_INTERVAL.length())).orElse(Duration.ZERO);
			}
			else if (arg.startsWith("--")) {
				interval = Duration.ZERO;
			}
			else {
				files.add(Path.of(arg));
			}
		}
		if (files.isEmpty() || interval.isZero()) {
			out.println("Usage: TemplateLint [--scrape-interval=15s] file...");
			return MISUSED;
		}
		List<Finding> findings = lint(interval, files.toArray(Path[]::new));
		findings.forEach((finding) -> print(out, finding));
		out.printf("%d files, %d mistakes%n", files.size(), findings.stream().filter(TemplateLint::isMistake).count());
		return findings.stream().anyMatch(TemplateLint::isMistake) ? MISTAKEN : 0;
	}

	private static boolean isMistake(Finding finding) {
		return finding.status() != Status.PASS;
	}

	private static void print(PrintStream out, Finding finding) {
		out.printf("%s %s: %s%n", isMistake(finding) ? finding.status() : "NOTE", finding.code(), finding.message());
		Stream.of("seen: " + finding.observed(), "expected: " + finding.expected(), "remedy: " + finding.remedy())
			.filter((line) -> !line.endsWith(": null"))
			.forEach((line) -> out.println("    " + line));
	}

	private static boolean isYamlReadable() {
		try {
			Class.forName("org.yaml.snakeyaml.Yaml", false, TemplateLint.class.getClassLoader());
			return true;
		}
		catch (ClassNotFoundException ex) {
			return false;
		}
	}

	private void read(Path file) {
		try {
			if (Files.size(file) > Manifests.MAX_LENGTH) {
				throw new UnreadableException(
						"has %d bytes, expected at most %d".formatted(Files.size(file), Manifests.MAX_LENGTH),
						"Give it the file that holds the templates");
			}
			this.manifests.addAll(Manifests.read(String.valueOf(file), Files.readString(file)));
		}
		catch (UnreadableException ex) {
			unreadable(file, String.valueOf(ex.getMessage()), ex.remedy());
		}
		catch (MalformedInputException ex) {
			unreadable(file, "is no text in UTF-8", "Give it a YAML file");
		}
		catch (IOException ex) {
			unreadable(file, "can't be read", "Look at its name and its permissions");
		}
	}

	private void unreadable(Path file, String problem, String remedy) {
		this.findings.add(Finding.fail("analysis.unreadable", "'%s' %s".formatted(file, problem)).withRemedy(remedy));
	}

	private List<Finding> judge() {
		List<Template> templates = this.manifests.stream().flatMap((found) -> Template.of(found).stream()).toList();
		List<Call> calls = this.manifests.stream().flatMap((found) -> Call.of(found).stream()).toList();
		if (templates.isEmpty() && this.findings.isEmpty()) {
			this.findings
				.add(Finding.inconclusive("analysis.no-template", "None of the files holds an analysis template")
					.withRemedy("Give it files with AnalysisTemplate, ClusterAnalysisTemplate or AnalysisRun"));
		}
		for (Template template : templates) {
			judge(template, calls.stream().filter((call) -> call.uses(template)).toList());
		}
		return List.copyOf(this.findings);
	}

	private void judge(Template template, List<Call> calls) {
		if (template.metrics().isEmpty() && Yaml.list(template.manifest().content(), "spec", "templates").isEmpty()) {
			this.findings.add(
					Finding
						.fail("analysis.no-metric",
								"%s, %s has no metric".formatted(template.manifest().file(),
										template.manifest().title()))
						.withRemedy("Write spec.metrics"));
		}
		for (Metric metric : template.metrics()) {
			if (metric.allText().length() > MAX_METRIC) {
				this.findings.add(Finding
					.fail("analysis.unreadable",
							"%s, %s, metric '%s' has %d characters, expected at most %d".formatted(
									template.manifest().file(), template.manifest().title(), metric.name(),
									metric.allText().length(), MAX_METRIC))
					.withRemedy("Record the query by a rule of Prometheus, and ask for what is recorded"));
			}
			else {
				apply(new Subject(template, metric, calls, this.scrapeInterval));
			}
		}
	}

	private void apply(Subject subject) {
		for (Rule rule : Rule.values()) {
			rule.apply(subject).ifPresent(this.findings::add);
		}
	}

}
