package io.github.selftest.boot.synthetic;

import java.util.List;

import jakarta.servlet.AsyncEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockAsyncContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import io.github.selftest.api.synthetic.SyntheticContext;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class RequestRecorderTests {

	private final Counts counts = new Counts(List.of("ci"));

	private final MockHttpServletRequest request = new MockHttpServletRequest("POST", "/orders");

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	@Test
	void requestThatFailsAndIsThenCompletedIsCountedAndLoggedOnce(CapturedOutput output) {
		RequestRecorder.Recording recording = start(verified());
		AsyncEvent event = new AsyncEvent(new MockAsyncContext(this.request, this.response));
		recording.onError(event);
		recording.onComplete(event);
		assertThat(counted()).isOne();
		assertThat(output.getAll().lines()).filteredOn((line) -> line.contains("key=ci"))
			.singleElement()
			.asString()
			.contains("path=/orders status=500");
	}

	@Test
	void lineOfARefusedRequestSaysWhy(CapturedOutput output) {
		this.response.setStatus(403);
		start(verified().refusedFor(Reason.NO_GRANT, 0)).left();
		assertThat(output).contains("key=ci run=deploy-7 tenant=- fault=- method=POST path=/orders status=403 millis=0 "
				+ "refused=no-grant");
	}

	private RequestRecorder.Recording start(Decision decision) {
		return new RequestRecorder(this.counts, () -> 0).start(decision, this.request, this.response);
	}

	private static Decision verified() {
		return new Decision(SyntheticContext.of("ci", "deploy-7", null, null), "ci", PathRules.NONE, null, 0);
	}

	private long counted() {
		return this.counts.requests()
			.values()
			.stream()
			.flatMap((outcomes) -> outcomes.values().stream())
			.mapToLong((count) -> count.sum())
			.sum();
	}

}
