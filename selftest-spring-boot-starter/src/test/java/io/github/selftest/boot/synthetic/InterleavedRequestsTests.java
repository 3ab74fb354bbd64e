package io.github.selftest.boot.synthetic;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.selftest.api.synthetic.SyntheticRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Users and synthetic requests on the same threads and connections.
 */
@Tag("slow")
@ExtendWith(OutputCaptureExtension.class)
class InterleavedRequestsTests {

	private static final int REQUESTS = 10_000;

	private static final int CALLERS = 8;

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
					"spring.threads.virtual.enabled=" + virtual, "selftest.schedule.enabled=false"))) {
			double verified = shop.count("verified", "none");
			ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
			try {
				List<Callable<List<String>>> work = new ArrayList<>();
				for (int caller = 0; caller < CALLERS; caller++) {
					int number = caller;
					work.add(() -> call(shop.port(), number));
				}
				for (Future<List<String>> mixedUp : callers.invokeAll(work)) {
					assertThat(mixedUp.get()).isEmpty();
				}
			}
			finally {
				callers.shutdownNow();
			}
			assertThat(shop.count("verified", "none")).isEqualTo(verified + REQUESTS / 2);
			assertThat(shop.count("rejected", "bad-signature")).isZero();
			assertThat(output.getAll().lines().filter((line) -> line.contains("key=ci run=r")).count())
				.isEqualTo(REQUESTS / 2);
		}
	}

	/**
	 * Send every other request signed, each second of both to an asynchronous handler.
	 * @return what was answered to somebody else than who asked
	 */
	private static List<String> call(int port, int caller) throws IOException {
		List<String> mixedUp = new ArrayList<>();
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			socket.setTcpNoDelay(true);
			InputStream in = new BufferedInputStream(socket.getInputStream());
			for (int i = 0; i < REQUESTS / CALLERS; i++) {
				boolean isSynthetic = i % 2 == 0;
				String target = ((i % 4 < 2) ? "/who/" : "/async/") + caller;
				String run = "r" + caller + "-" + i;
				socket.getOutputStream().write(request(target, isSynthetic, run));
				String answer = answer(in);
				String expected = isSynthetic ? "ci/" + run + " - true " + run : "user - null null";
				if (!answer.equals(expected)) {
					mixedUp.add(answer + " for " + expected);
				}
			}
		}
		return mixedUp;
	}

	private static byte[] request(String target, boolean isSynthetic, String run) {
		StringBuilder request = new StringBuilder("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n");
		if (isSynthetic) {
			request.append("X-Synthetic-Run: ").append(run).append("\r\n");
			Shop.headers(Shop.CI, SyntheticRequest.of("GET", target))
				.forEach((line) -> request.append(line).append("\r\n"));
		}
		return request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
	}

	private static String answer(InputStream in) throws IOException {
		int length = 0;
		for (String line = line(in); !line.isEmpty(); line = line(in)) {
			if (line.startsWith("Content-Length: ")) {
				length = Integer.parseInt(line.substring("Content-Length: ".length()));
			}
		}
		return new String(in.readNBytes(length), StandardCharsets.US_ASCII);
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

}
