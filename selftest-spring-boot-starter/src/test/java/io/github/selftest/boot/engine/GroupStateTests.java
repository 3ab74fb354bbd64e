package io.github.selftest.boot.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.selftest.api.Status;

import static org.assertj.core.api.Assertions.assertThat;

class GroupStateTests {

	private final GroupState group = new GroupState(
			new GroupPlan("continuous", Duration.ofMinutes(1), Duration.ofMinutes(2), Set.of(), null, 3, 2, false));

	@Test
	void thereIsNewsUntilSomebodyHasLooked() {
		assertThat(this.group.hasNews(0)).isTrue();
		this.group.looked(verdict(null));
		assertThat(this.group.hasNews(0)).isFalse();
		this.group.touch();
		assertThat(this.group.hasNews(0)).isTrue();
	}

	@Test
	void aCheckThatFindsTheSameAgainIsNoNews() {
		this.group.looked(verdict(100L));
		this.group.confirm(200L);
		assertThat(this.group.hasNews(100)).isFalse();
	}

	@Test
	void whoeverReadsSeesTheLatestRunThoughItIsNoNews() {
		AtomicInteger judged = new AtomicInteger();
		this.group.verdict(0, () -> judged(judged));
		this.group.verdict(0, () -> judged(judged));
		assertThat(judged).hasValue(1);
		this.group.confirm(null);
		this.group.verdict(0, () -> judged(judged));
		assertThat(judged).hasValue(2);
	}

	@Test
	void aResultThatBecomesStaleIsNews() {
		this.group.looked(verdict(100L));
		assertThat(this.group.hasNews(101)).isTrue();
		this.group.looked(verdict(200L));
		this.group.confirm(150L);
		assertThat(this.group.hasNews(151)).isTrue();
	}

	private static Verdict judged(AtomicInteger judged) {
		judged.incrementAndGet();
		return verdict(null);
	}

	private static Verdict verdict(@Nullable Long validUntil) {
		return new Verdict("continuous", Status.PASS, Status.PASS, "ok", List.of(), List.of(), List.of(), 1, 1, 0L,
				validUntil, Instant.EPOCH, List.of());
	}

}
