package io.github.selftest.boot.check.slo;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;

import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a request of a user pays for being counted, with all that tells it from others.
 */
@Tag("measurement")
class RecordingCostTests {

	private static final int REQUESTS = 2_000_000;

	private static final int ROUNDS = 8;

	private final Traffic traffic = new Traffic(
			SloRuns.properties(Map.of("selftest.check.slo.routes.one.path", "/products/{id}")), System::nanoTime);

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	@Test
	void recordingTakesLessThanAHundredNanosecondsAndNoMemory() {
		Cost cost = best(() -> this.traffic.record("/products/{id}", 20_000_000, false));

		System.out.println("Recording: " + cost);
		assertThat(cost.nanos()).isLessThan(100);
		assertThat(cost.bytes()).isLessThan(0.1);
	}

	@Test
	void theObservationAllocatesNothingOnOurBehalf() {
		UserRequests users = new UserRequests((request) -> request.getHeader("X-Selftest-Own") != null,
				() -> PathsOfHost.of(new MockEnvironment(), List.of(), List.of("/actuator")));
		RequestObserver observer = new RequestObserver(this.traffic, users, () -> true, System::nanoTime);
		ServerRequestObservationContext context = new ServerRequestObservationContext(new RequestWithoutHeaders(),
				new MockHttpServletResponse());
		context.setPathPattern("/products/{id}");
		context.put(Timer.Sample.class, Timer.start(Clock.SYSTEM));
		Cost cost = best(() -> {
			observer.onStart(context);
			observer.onStop(context);
		});

		System.out.println("Observation, with the time that the mock request takes: " + cost);
		assertThat(cost.nanos()).isLessThan(500);
		assertThat(cost.bytes()).isLessThan(0.1);
	}

	private Cost best(Runnable request) {
		Cost best = new Cost(Double.MAX_VALUE, Double.MAX_VALUE);
		for (int round = 0; round < ROUNDS; round++) {
			long bytes = this.threads.getCurrentThreadAllocatedBytes();
			long start = this.threads.getCurrentThreadCpuTime();
			for (int i = 0; i < REQUESTS; i++) {
				request.run();
			}
			double nanos = (this.threads.getCurrentThreadCpuTime() - start) / (double) REQUESTS;
			double allocated = (this.threads.getCurrentThreadAllocatedBytes() - bytes) / (double) REQUESTS;
			best = new Cost(Math.min(best.nanos(), nanos), Math.min(best.bytes(), allocated));
		}
		return best;
	}

	/**
	 * Looks for headers as servers do, without a new text for each name.
	 */
	private static final class RequestWithoutHeaders extends MockHttpServletRequest {

		RequestWithoutHeaders() {
			super("GET", "/products/1");
		}

		@Override
		public @Nullable String getHeader(String name) {
			return null;
		}

	}

	private record Cost(double nanos, double bytes) {

		@Override
		public String toString() {
			return "%.1f ns, %.3f bytes a request".formatted(this.nanos, this.bytes);
		}

	}

}
