package io.github.selftest.boot.observability;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.EngineListener;
import io.github.selftest.boot.engine.Verdict;

/**
 * Writes one line when a group has run as a whole for the first time, which for
 * {@code smoke} is shortly after the start: verdict, counts and where to look.
 */
final class FirstVerdictLog implements EngineListener {

	private static final Logger logger = LoggerFactory.getLogger("selftest.verdict");

	private final Set<String> seen = ConcurrentHashMap.newKeySet();

	private final Function<String, @Nullable String> url;

	FirstVerdictLog(Function<String, @Nullable String> url) {
		this.url = url;
	}

	@Override
	public void groupCompleted(Verdict verdict) {
		if (!verdict.checks().isEmpty() && this.seen.add(verdict.group())) {
			logger.atLevel(level(verdict))
				.log("Self-test '{}' {}: {} passed, {} warned, {} failed, {} inconclusive{}{}", verdict.group(),
						verdict.status(), count(verdict, Status.PASS), count(verdict, Status.WARN),
						count(verdict, Status.FAIL), count(verdict, Status.INCONCLUSIVE),
						(verdict.status() != Status.PASS) ? " (" + verdict.reason() + ")" : "", place(verdict.group()));
		}
	}

	private static Level level(Verdict verdict) {
		// that there is nothing to know is no cause for alarm
		boolean calm = verdict.status() == Status.PASS || verdict.counting() == 0;
		return calm ? Level.INFO : Level.WARN;
	}

	private String place(String group) {
		String url = this.url.apply(group);
		return (url != null) ? " - " + url : "";
	}

	private static long count(Verdict verdict, Status status) {
		return verdict.checks().stream().filter((check) -> check.status() == status).count();
	}

}
