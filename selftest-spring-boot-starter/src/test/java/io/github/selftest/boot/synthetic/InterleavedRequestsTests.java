package io.github.selftest.boot.synthetic;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.selftest.api.synthetic.SyntheticRequest;
import io.github.selftest.api.synthetic.SyntheticSigner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Users and synthetic requests on the same threads and connections: none is counted,
 * limited, guarded or logged as the other.
 */
@Tag("slow")
@ExtendWith(OutputCaptureExtension.class)
class InterleavedRequestsTests {

	private static final int REQUESTS = 10_000;

	private static final int CALLERS = 8;

	/**
	 * Each caller asks in turns of eight, of which the last one writes without a grant.
	 */
	private static final int WITHOUT_GRANT = REQUESTS / CALLERS / 8 * CALLERS;

	private static final List<Kind> KINDS = List.of(Kind.values());

	private static final SyntheticSigner SLOW = new SyntheticSigner("slow", Shop.OTHER_SECRET, "shop");

	private static final Pattern LINE = Pattern.compile("selftest\\.synthetic .*key=(?:ci|slow) run=(\\S+) ");

	@Test
	void nobodyIsTakenForAnotherOnPooledThreads(CapturedOutput output) throws Exception {
		run("false", output);
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void nobodyIsTakenForAnotherOnVirtualThreads(CapturedOutput output) throws Exception {
		run("true", output);
	}

	private static void run(String virtual, CapturedOutput output) throws Exception {
		try (Shop shop = Shop
			.onTomcat(Shop.keys("server.tomcat.threads.max=4", "server.tomcat.max-keep-alive-requests=-1",
					"spring.threads.virtual.enabled=" + virtual, "spring.task.execution.pool.core-size=2",
					"selftest.schedule.enabled=false", "selftest.synthetic.propagation.executors=true",
					"selftest.synthetic.keys[1].id=slow", "selftest.synthetic.keys[1].secret=" + Shop.OTHER_SECRET,
					"selftest.synthetic.keys[1].requests-per-second=1"))) {
			int limited = send(shop);
			assertThat(limited).isPositive();
			assertThatEachIsCountedAsWhatItIs(shop, limited);
			await().untilAsserted(() -> assertThat(ranOf(output)).hasSize(REQUESTS / 2)
				.doesNotHaveDuplicates()
				.allMatch((run) -> run.startsWith("r")));
		}
	}

	/**
	 * Send all requests.
	 * @return how many were over the limit of their key
	 */
	private static int send(Shop shop) throws InterruptedException, ExecutionException {
		ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
		try {
			List<Callable<Caller>> work = new ArrayList<>();
			for (int caller = 0; caller < CALLERS; caller++) {
				Caller one = new Caller(caller);
				work.add(() -> one.call(shop.port()));
			}
			int limited = 0;
			for (Future<Caller> caller : callers.invokeAll(work)) {
				assertThat(caller.get().mixedUp).isEmpty();
				limited += caller.get().limited;
			}
			return limited;
		}
		finally {
			callers.shutdownNow();
		}
	}

	private static void assertThatEachIsCountedAsWhatItIs(Shop shop, int limited) {
		assertThat(shop.count("refused", "no-grant")).isEqualTo(WITHOUT_GRANT);
		assertThat(shop.count("refused", "over-limit")).isEqualTo(limited);
		assertThat(shop.count("verified", "none")).isEqualTo(REQUESTS / 2 - WITHOUT_GRANT - limited);
		assertThat(Arrays.stream(Reason.values()).filter((reason) -> !reason.isVerified()))
			.allMatch((reason) -> shop.count("rejected", reason.text()) == 0);
		MeterRegistry meters = shop.context().getBean(MeterRegistry.class);
		await().untilAsserted(() -> {
			assertThat(requests(meters, "synthetic.http.server.requests", "200"))
				.isEqualTo(REQUESTS / 2 - WITHOUT_GRANT - limited);
			assertThat(requests(meters, "synthetic.http.server.requests", "403")).isEqualTo(WITHOUT_GRANT);
			assertThat(requests(meters, "synthetic.http.server.requests", "429")).isEqualTo(limited);
			assertThat(requests(meters, "http.server.requests", "200")).isEqualTo(REQUESTS / 2);
			assertThat(meters.find("http.server.requests").timers())
				.allMatch((timer) -> "200".equals(timer.getId().getTag("status")));
		});
	}

	private static long requests(MeterRegistry meters, String name, String status) {
		return meters.find(name).tag("status", status).timers().stream().mapToLong(Timer::count).sum();
	}

	private static List<String> ranOf(CapturedOutput output) {
		return output.getAll().lines().map(LINE::matcher).filter(Matcher::find).map((line) -> line.group(1)).toList();
	}

	private static byte[] request(Kind kind, @Nullable SyntheticSigner signer, String run) {
		StringBuilder request = new StringBuilder(kind.method + " " + kind.target + " HTTP/1.1\r\nHost: localhost\r\n");
		request.append("Content-Length: 0\r\nX-Synthetic-Run: ").append(run).append("\r\n");
		if (signer != null) {
			Shop.headers(signer, SyntheticRequest.of(kind.method, kind.target))
				.forEach((line) -> request.append(line).append("\r\n"));
		}
		return request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
	}

	private static String answer(InputStream in) throws IOException {
		String status = line(in).split(" ", 3)[1];
		int length = 0;
		for (String line = line(in); !line.isEmpty(); line = line(in)) {
			if (line.startsWith("Content-Length: ")) {
				length = Integer.parseInt(line.substring("Content-Length: ".length()));
			}
		}
		return status + " " + new String(in.readNBytes(length), StandardCharsets.US_ASCII);
	}

	private static String line(InputStream in) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int character = in.read(); character != '\n'; character = in.read()) {
			if (character < 0) {
				throw new IOException("the connection was closed after '%s'".formatted(line));
			}
			if (character != '\r') {
				line.append((char) character);
			}
		}
		return line.toString();
	}

	/**
	 * Sends every other request signed, over one connection: to a handler, to two that
	 * answer later, and to one that writes. Users name a run as well, which is nobody's.
	 */
	private static final class Caller {

		private final int number;

		private final List<String> mixedUp = new ArrayList<>();

		private int limited;

		Caller(int number) {
			this.number = number;
		}

		Caller call(int port) throws IOException {
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
				socket.setTcpNoDelay(true);
				InputStream in = new BufferedInputStream(socket.getInputStream());
				for (int i = 0; i < REQUESTS / CALLERS; i++) {
					boolean isSynthetic = i % 2 == 0;
					Kind kind = KINDS.get(i / 2 % 4);
					boolean isSlow = isSynthetic && kind == Kind.WHO && i % 5 == 0;
					String run = (isSynthetic ? "r" : "u") + this.number + "-" + i;
					SyntheticSigner signer = isSlow ? SLOW : Shop.CI;
					socket.getOutputStream().write(request(kind, isSynthetic ? signer : null, run));
					check(answer(in), isSlow, kind.answerTo(isSynthetic, (isSlow ? "slow/" : "ci/") + run, run));
				}
			}
			return this;
		}

		private void check(String answer, boolean isSlow, String expected) {
			if (isSlow && answer.startsWith("429 ")) {
				this.limited++;
			}
			else if (!answer.startsWith(expected)) {
				this.mixedUp.add(answer + " for " + expected);
			}
		}

	}

	private enum Kind {

		WHO("GET", "/who/me"), ASYNC("GET", "/async/me"), LATER("GET", "/later/me"), ORDER("POST", "/orders");

		private final String method;

		private final String target;

		Kind(String method, String target) {
			this.method = method;
			this.target = target;
		}

		String answerTo(boolean isSynthetic, String context, String run) {
			if (this == LATER) {
				return "200 " + (isSynthetic ? context : "user");
			}
			if (!isSynthetic) {
				return "200 user - null null";
			}
			return (this == ORDER) ? "403 {" : "200 %s - true %s".formatted(context, run);
		}

	}

}
