package io.github.selftest.boot.check.slo;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.catalina.connector.ClientAbortException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.client.ResourceAccessException;

import static org.assertj.core.api.Assertions.assertThat;

class RequestObserverTests {

	private final ManualTime time = new ManualTime();

	private final Traffic traffic = new Traffic(SloRuns.properties(Map.of()), this.time);

	private final RequestObserver observer = new RequestObserver(this.traffic,
			new UserRequests((request) -> false, () -> PathsOfHost.of(new MockEnvironment(), List.of(), List.of())),
			() -> false, this.time);

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	private final ServerRequestObservationContext context = new ServerRequestObservationContext(
			new MockHttpServletRequest("GET", "/products"), this.response);

	@ParameterizedTest
	@CsvSource({ "200, 0", "404, 0", "499, 0", "500, 1", "503, 1" })
	void answersFrom500OnAreErrors(int status, int errors) {
		this.response.setStatus(status);
		observe(Duration.ofMillis(300));

		assertThat(this.traffic.all().all().errors()).isEqualTo(errors);
		assertThat(this.traffic.all().all().total()).isEqualTo(1);
		assertThat(this.traffic.all().all().quantile(1).toMillis()).isBetween(270L, 340L);
	}

	@Test
	void callersWhoLeaveAreNoErrors() {
		this.response.setStatus(500);
		this.context.setError(new IllegalStateException(new ClientAbortException(new EOFException())));
		observe(Duration.ofMillis(300));

		assertThat(this.traffic.all().all().errors()).isZero();
	}

	@ParameterizedTest
	@MethodSource("causes")
	void connectionsOfTheServiceToOthersThatBreakAreErrors(Throwable cause) {
		this.response.setStatus(500);
		this.context.setError(cause);
		observe(Duration.ofMillis(300));

		assertThat(this.traffic.all().all().errors()).isEqualTo(1);
	}

	static List<Throwable> causes() {
		IOException reset = new IOException("Connection reset by peer");
		return List.of(reset, new EOFException("EOF reached while reading"), new ResourceAccessException("no", reset),
				new ResourceAccessException("no", new ClientAbortException(reset)), new IllegalStateException(reset));
	}

	@Test
	void streamsAreNeitherFastNorSlow() {
		this.response.setContentType("text/event-stream;charset=UTF-8");
		observe(Duration.ofMinutes(3));
		this.response.setContentType(null);
		this.response.setStatus(101);
		observe(Duration.ofMillis(3));

		assertThat(this.traffic.all().all().total()).isZero();
	}

	@Test
	void aRequestThatNobodyTimedIsCountedAllTheSame() {
		RequestObserver late = new RequestObserver(this.traffic,
				new UserRequests((request) -> false, () -> PathsOfHost.of(new MockEnvironment(), List.of(), List.of())),
				() -> true, this.time);
		this.response.setStatus(500);
		late.onStart(this.context);
		late.onStop(this.context);

		assertThat(this.traffic.all().all().errors()).isEqualTo(1);
	}

	private void observe(Duration duration) {
		this.observer.onStart(this.context);
		this.time.advance(duration);
		this.observer.onStop(this.context);
	}

}
