package io.github.selftest.boot.notify;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Severity;
import io.github.selftest.api.StateChanged.Subject;
import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.engine.Verdict;
import io.github.selftest.boot.notify.Alert.About;
import io.github.selftest.boot.notify.Alert.Detail;

/**
 * Asks the engine what explains a state. Everything is read from memory.
 */
final class Details {

	private static final int MOST = 20;

	private final Engine engine;

	Details(Engine engine) {
		this.engine = engine;
	}

	Detail of(About about) {
		if (about.subject() == Subject.CHECK) {
			return this.engine.check(about.name())
				.map((report) -> of(report.definition().title(), report.definition().severity(), report, List.of(),
						List.of(), List.of()))
				.orElseGet(() -> Detail.of(about.name()));
		}
		return this.engine.verdict(about.name()).map(Details::of).orElseGet(() -> Detail.of(about.name()));
	}

	/**
	 * Return what a check or group says of itself now.
	 * @param about the check or group
	 * @return the reason, {@code null} when it says none
	 */
	@Nullable String reason(About about) {
		if (about.subject() == Subject.GROUP) {
			return this.engine.verdict(about.name()).map(Verdict::reason).orElse(null);
		}
		Finding explanation = this.engine.check(about.name()).map(CheckReport::explanation).orElse(null);
		return (explanation != null) ? about.name() + ": " + explanation.message() : null;
	}

	private static Detail of(Verdict verdict) {
		return of("Group " + verdict.group(), null, worst(verdict), verdict.failed(), verdict.warned(),
				verdict.inconclusive());
	}

	private static @Nullable CheckReport worst(Verdict verdict) {
		List<String> ids = !verdict.failed().isEmpty() ? verdict.failed()
				: !verdict.warned().isEmpty() ? verdict.warned() : verdict.inconclusive();
		return verdict.checks()
			.stream()
			.filter((report) -> !ids.isEmpty() && report.id().equals(ids.get(0)))
			.findFirst()
			.orElse(null);
	}

	private static Detail of(String title, @Nullable Severity severity, @Nullable CheckReport report,
			List<String> failed, List<String> warned, List<String> inconclusive) {
		CheckDefinition definition = (report != null) ? report.definition() : null;
		Finding finding = (report != null) ? report.explanation() : null;
		return new Detail(title, severity, (definition != null) ? definition.id() : null,
				(finding != null) ? finding.code() : null, (finding != null) ? finding.observed() : null,
				(finding != null) ? finding.expected() : null, (finding != null) ? finding.remedy() : null,
				(definition != null) ? definition.runBook() : null, first(failed), first(warned), first(inconclusive));
	}

	private static List<String> first(List<String> ids) {
		return (ids.size() <= MOST) ? ids : List.copyOf(ids.subList(0, MOST));
	}

}
