package io.github.selftest.boot.rollout.analysis;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A place where a rollout uses templates.
 *
 * @param rollout the rollout
 * @param place where in it
 * @param inline whether the rollout waits for the end of the analysis
 * @param content the part of the rollout
 * @param arguments the arguments that it passes
 */
record Call(Manifest rollout, String place, boolean inline, Object content, Arguments arguments) {

	static List<Call> of(Manifest manifest) {
		List<Call> calls = new ArrayList<>();
		if (manifest.kind().equals("Rollout")) {
			Object strategy = Yaml.at(manifest.content(), "spec", "strategy");
			List<?> steps = Yaml.list(strategy, "canary", "steps");
			for (int i = 0; i < steps.size(); i++) {
				add(calls, manifest, "step %d".formatted(i + 1), true, Yaml.at(steps.get(i), "analysis"));
			}
			add(calls, manifest, "the background", false, Yaml.at(strategy, "canary", "analysis"));
			for (String place : List.of("prePromotionAnalysis", "postPromotionAnalysis")) {
				add(calls, manifest, place, true, Yaml.at(strategy, "blueGreen", place));
			}
		}
		return calls;
	}

	private static void add(List<Call> calls, Manifest rollout, String place, boolean inline,
			@Nullable Object content) {
		if (content != null) {
			calls.add(new Call(rollout, place, inline, content, Arguments.of(content)));
		}
	}

	boolean uses(Template template) {
		return Yaml.list(this.content, "templates")
			.stream()
			.anyMatch((used) -> Yaml.text(used, "templateName").filter(template.manifest().name()::equals).isPresent()
					&& Boolean.TRUE.equals(Yaml.at(used, "clusterScope")) == template.isOfCluster());
	}

	String title() {
		return "%s of %s".formatted(this.place, this.rollout.title());
	}

}
