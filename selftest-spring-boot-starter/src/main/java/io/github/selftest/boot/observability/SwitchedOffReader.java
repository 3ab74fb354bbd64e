package io.github.selftest.boot.observability;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport.ConditionAndOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport.ConditionAndOutcomes;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.core.type.classreading.SimpleMetadataReaderFactory;

/**
 * Reads from Spring Boot's own report which kinds of checks are off and why. After
 * ahead-of-time processing there is none, and nothing is said.
 */
final class SwitchedOffReader {

	static final String HEALTH = "io.github.selftest.boot.endpoint.health.HealthBridgeAutoConfiguration$InstanceHealthOnMainPort";

	private static final String KINDS = "io.github.selftest.boot.check.";

	private static final String ON_CHECK = KINDS + "ConditionalOnCheck";

	private static final Pattern CLASS = Pattern.compile("\\b[a-z][a-z0-9_]*(?:\\.[a-z0-9_]+)+\\.([A-Z]\\w*)");

	private static final Pattern OFF = Pattern
		.compile("('[^']+') is false|found different value in property ('[^']+')");

	private static final Logger logger = LoggerFactory.getLogger(SwitchedOffReader.class);

	private final MetadataReaderFactory classes = new SimpleMetadataReaderFactory(getClass().getClassLoader());

	private final BeanFactory beans;

	SwitchedOffReader(BeanFactory beans) {
		this.beans = beans;
	}

	List<SwitchedOff> read() {
		ConditionEvaluationReport report = ConditionEvaluationReport.find(this.beans);
		if (report == null) {
			return List.of();
		}
		List<SwitchedOff> off = new ArrayList<>();
		new TreeMap<>(report.getConditionAndOutcomesBySource())
			.forEach((source, outcomes) -> add(off, source, reason(outcomes)));
		report.getExclusions().forEach((source) -> add(off, source, "excluded from auto-configuration"));
		return off;
	}

	private void add(List<SwitchedOff> off, String source, @Nullable String reason) {
		String name = (reason != null) ? nameOf(source) : null;
		if (name != null && reason != null) {
			off.add(new SwitchedOff(name, reason));
		}
	}

	private @Nullable String nameOf(String source) {
		if (source.equals(HEALTH)) {
			return "/health";
		}
		boolean isKind = source.startsWith(KINDS) && source.endsWith("AutoConfiguration");
		return isKind ? kind(source) : null;
	}

	private @Nullable String kind(String source) {
		try {
			return Optional.ofNullable(
					this.classes.getMetadataReader(source).getAnnotationMetadata().getAnnotationAttributes(ON_CHECK))
				.map(Map::entrySet)
				.flatMap((attributes) -> attributes.stream().findFirst())
				.map((attribute) -> String.valueOf(attribute.getValue()))
				.orElse(null);
		}
		catch (IOException ex) {
			logger.debug("'{}' cannot be read", source, ex);
			return null;
		}
	}

	private static @Nullable String reason(ConditionAndOutcomes outcomes) {
		return outcomes.stream()
			.filter((outcome) -> !outcome.getOutcome().isMatch())
			.findFirst()
			.map(SwitchedOffReader::reason)
			.orElse(null);
	}

	private static String reason(ConditionAndOutcome outcome) {
		String condition = outcome.getCondition().getClass().getSimpleName();
		String message = outcome.getOutcome().getMessage();
		return switch (condition) {
			case "OnClassCondition" -> classesIn(message) + " is not on the class path";
			case "OnBeanCondition" -> "there is no bean of type " + classesIn(message);
			case "OnWebApplicationCondition" -> "no application with Spring MVC";
			default -> offIn(message);
		};
	}

	private static String classesIn(@Nullable String message) {
		List<String> names = new ArrayList<>();
		Matcher matcher = CLASS.matcher((message != null) ? message : "");
		while (matcher.find()) {
			if (!names.contains("'" + matcher.group(1) + "'")) {
				names.add("'" + matcher.group(1) + "'");
			}
		}
		return names.isEmpty() ? "its library" : String.join(" or ", names);
	}

	private static String offIn(@Nullable String message) {
		Matcher matcher = OFF.matcher((message != null) ? message : "");
		if (!matcher.find()) {
			return "nothing of its kind in this service";
		}
		return ((matcher.group(1) != null) ? matcher.group(1) : matcher.group(2)) + " is false";
	}

}
