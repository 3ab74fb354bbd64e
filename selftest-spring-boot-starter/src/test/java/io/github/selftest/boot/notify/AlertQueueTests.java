package io.github.selftest.boot.notify;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.selftest.api.StateChanged.Subject;
import io.github.selftest.api.Status;
import io.github.selftest.boot.notify.Alert.About;
import io.github.selftest.boot.notify.Alert.Detail;

import static org.assertj.core.api.Assertions.assertThat;

class AlertQueueTests {

	static Alert alert(String check, int number) {
		return new Alert(check + number, AlertType.CHANGED, new About(Subject.CHECK, check), Status.FAIL, Status.WARN,
				check + number, TestClock.EPOCH, TestClock.EPOCH, Detail.of(check), 0);
	}

	@Test
	void keepsAllInOrderWhileThereIsRoom() {
		AlertQueue queue = new AlertQueue(3);
		queue.add(alert("a", 1));
		queue.add(alert("a", 2));
		queue.add(alert("b", 3));
		assertThat(drained(queue)).containsExactly("a1", "a2", "b3");
		assertThat(queue.folded()).isZero();
	}

	@Test
	void foldsWhatIsAboutTheSameCheckWhenThereIsNone() {
		AlertQueue queue = new AlertQueue(3);
		queue.add(alert("a", 1));
		queue.add(alert("b", 2));
		queue.add(alert("a", 3));
		queue.add(alert("a", 4));
		assertThat(drained(queue)).containsExactly("b2", "a4 +2");
		assertThat(queue.folded()).isEqualTo(2);
	}

	@Test
	void foldsOthersToMakeRoomForANewCheck() {
		AlertQueue queue = new AlertQueue(3);
		queue.add(alert("a", 1));
		queue.add(alert("a", 2));
		queue.add(alert("b", 3));
		queue.add(alert("c", 4));
		assertThat(drained(queue)).containsExactly("a2 +1", "b3", "c4");
	}

	@Test
	void keepsTheLatestOfEachCheckBeyondItsCapacity() {
		AlertQueue queue = new AlertQueue(1);
		queue.add(alert("a", 1));
		queue.add(alert("b", 2));
		queue.add(alert("c", 3));
		assertThat(drained(queue)).containsExactly("a1", "b2", "c3");
	}

	@Test
	void losesTheOldestOfMoreChecksThanAnybodyHas() {
		AlertQueue queue = new AlertQueue(1);
		for (int i = 0; i <= AlertQueue.MOST_SUBJECTS; i++) {
			queue.add(alert("c" + i, 0));
		}
		assertThat(queue.size()).isEqualTo(AlertQueue.MOST_SUBJECTS);
		assertThat(queue.dropped()).isEqualTo(1);
	}

	@Test
	void foldsWhatWasPutBackAsWell() {
		AlertQueue queue = new AlertQueue(2);
		queue.putBack(alert("a", 1));
		queue.add(alert("b", 2));
		queue.add(alert("a", 3));
		assertThat(drained(queue)).containsExactly("b2", "a3 +1");
	}

	private static List<String> drained(AlertQueue queue) {
		List<String> drained = new ArrayList<>();
		for (@Nullable
		Alert alert = queue.poll(); alert != null; alert = queue.poll()) {
			drained.add(alert.id() + ((alert.folded() > 0) ? " +" + alert.folded() : ""));
		}
		return drained;
	}

}
