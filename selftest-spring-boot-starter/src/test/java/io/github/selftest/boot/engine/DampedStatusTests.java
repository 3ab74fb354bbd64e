package io.github.selftest.boot.engine;

import org.junit.jupiter.api.Test;

import io.github.selftest.api.Status;

import static io.github.selftest.api.Status.FAIL;
import static io.github.selftest.api.Status.INCONCLUSIVE;
import static io.github.selftest.api.Status.PASS;
import static io.github.selftest.api.Status.WARN;
import static org.assertj.core.api.Assertions.assertThat;

class DampedStatusTests {

	private final DampedStatus damped = new DampedStatus(3, 2);

	@Test
	void isInconclusiveAtFirst() {
		assertThat(this.damped.get()).isEqualTo(INCONCLUSIVE);
	}

	@Test
	void firstConclusiveResultCountsAtOnce() {
		assertThat(after(INCONCLUSIVE, FAIL)).isEqualTo(FAIL);
		assertThat(new DampedStatusTests().after(PASS)).isEqualTo(PASS);
	}

	@Test
	void goesDownAtTheThirdFailureInARow() {
		assertThat(after(PASS, FAIL, FAIL)).isEqualTo(PASS);
		assertThat(after(FAIL)).isEqualTo(FAIL);
	}

	@Test
	void aPassBetweenStartsTheCountAgain() {
		assertThat(after(PASS, FAIL, FAIL, PASS, FAIL, FAIL)).isEqualTo(PASS);
	}

	@Test
	void comesUpAtTheSecondPassInARow() {
		assertThat(after(FAIL, PASS)).isEqualTo(FAIL);
		assertThat(after(FAIL, PASS, WARN)).isEqualTo(WARN);
	}

	@Test
	void inconclusiveShowsThroughAGoodStateAndResetsNoCount() {
		assertThat(after(PASS, FAIL, INCONCLUSIVE)).isEqualTo(INCONCLUSIVE);
		assertThat(after(FAIL)).isEqualTo(PASS);
		assertThat(after(INCONCLUSIVE, FAIL)).isEqualTo(FAIL);
	}

	@Test
	void inconclusiveNeverSoftensAFailure() {
		assertThat(after(FAIL, INCONCLUSIVE, INCONCLUSIVE)).isEqualTo(FAIL);
	}

	@Test
	void warningAndPassReplaceOneAnotherAtOnce() {
		assertThat(after(PASS, WARN)).isEqualTo(WARN);
		assertThat(after(PASS)).isEqualTo(PASS);
	}

	@Test
	void withoutDampingItIsTheLatestStatus() {
		DampedStatus undamped = new DampedStatus(1, 1);
		for (Status status : new Status[] { FAIL, INCONCLUSIVE, PASS, FAIL, WARN }) {
			undamped.accept(status);
			assertThat(undamped.get()).isEqualTo(status);
		}
	}

	private Status after(Status... statuses) {
		for (Status status : statuses) {
			this.damped.accept(status);
		}
		return this.damped.get();
	}

}
