package io.github.selftest.boot.observability;

import java.time.Instant;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.Verdict;

import static org.assertj.core.api.Assertions.assertThat;

class FirstVerdictLogTests {

	private final Logger logger = (Logger) LoggerFactory.getLogger("selftest.verdict");

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	private final FirstVerdictLog firstVerdict = new FirstVerdictLog((group) -> "http://localhost/" + group);

	@BeforeEach
	void start() {
		this.log.start();
		this.logger.addAppender(this.log);
	}

	@AfterEach
	void end() {
		this.logger.detachAppender(this.log);
	}

	@Test
	void aPassIsInformation() {
		this.firstVerdict.groupCompleted(verdict("smoke", Status.PASS, 1));
		assertThat(this.log.list).singleElement().satisfies((event) -> {
			assertThat(event.getLevel()).isEqualTo(Level.INFO);
			assertThat(event.getFormattedMessage()).startsWith("Self-test 'smoke' PASS: 1 passed")
				.endsWith("http://localhost/smoke");
		});
	}

	@Test
	void whateverElseIsAWarning() {
		this.firstVerdict.groupCompleted(verdict("a", Status.FAIL, 1));
		this.firstVerdict.groupCompleted(verdict("b", Status.INCONCLUSIVE, 1));
		this.firstVerdict.groupCompleted(verdict("c", Status.WARN, 1));
		assertThat(this.log.list).extracting(ILoggingEvent::getLevel)
			.containsExactly(Level.WARN, Level.WARN, Level.WARN);
	}

	@Test
	void aGroupInWhichNothingCountsIsNoCauseForAlarm() {
		this.firstVerdict.groupCompleted(verdict("smoke", Status.INCONCLUSIVE, 0));
		assertThat(this.log.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.INFO);
	}

	@Test
	void onlyTheFirstRunOfAGroupIsWritten() {
		this.firstVerdict.groupCompleted(verdict("smoke", Status.PASS, 1));
		this.firstVerdict.groupCompleted(verdict("smoke", Status.FAIL, 1));
		assertThat(this.log.list).hasSize(1);
	}

	private static Verdict verdict(String group, Status status, int counting) {
		CheckDefinition definition = CheckDefinition.builder("a").groups(group).build();
		CheckReport report = new CheckReport(definition, status, status, false, null, null, null, null, 0, false, null);
		return new Verdict(group, status, status, "why", List.of(), List.of(), List.of(), 1, counting, null, null,
				Instant.EPOCH, List.of(report));
	}

}
