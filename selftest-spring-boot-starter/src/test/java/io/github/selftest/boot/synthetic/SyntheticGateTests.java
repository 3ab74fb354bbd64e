package io.github.selftest.boot.synthetic;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.management.ThreadMXBean;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.MDC;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import io.github.selftest.api.synthetic.SyntheticAuthenticator;
import io.github.selftest.api.synthetic.SyntheticContext;
import io.github.selftest.api.synthetic.SyntheticProof;
import io.github.selftest.api.synthetic.SyntheticRequest;
import io.github.selftest.api.synthetic.SyntheticSignature;
import io.github.selftest.api.synthetic.SyntheticSigner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the properties say is what the filters do, at a time that stands still.
 */
class SyntheticGateTests {

	private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

	private static final String SERVED = "served";

	private static final AtomicInteger NONCES = new AtomicInteger();

	private final SelfKey self = new SelfKey("shop");

	@ParameterizedTest
	@CsvSource({ "-60, served", "60, served", "-61, outside-window", "61, outside-window" })
	void timeMayBeSixtySecondsOffEitherWay(long offset, String outcome) throws Exception {
		assertThat(send(gate(100, 100), signed("ci", Shop.SECRET, offset))).isEqualTo(outcome);
	}

	@Test
	void limitOfAllHoldsForKeysAndTokensTogetherAndNotForTheServiceItself() throws Exception {
		SyntheticGate gate = gate(1, 100);
		assertThat(send(gate, signed("ci", Shop.SECRET, 0))).isEqualTo(SERVED);
		assertThat(send(gate, token())).isEqualTo(SERVED);
		assertThat(send(gate, signed("ci", Shop.SECRET, 0))).isEqualTo("over-limit");
		assertThat(send(gate, token())).isEqualTo("over-limit");
		for (int i = 0; i < 10; i++) {
			assertThat(send(gate, own())).isEqualTo(SERVED);
		}
	}

	@Test
	void tokenHasALimitOfItsOwn() throws Exception {
		SyntheticGate gate = gate(100, 100);
		assertThat(List.of(send(gate, token()), send(gate, token()), send(gate, token()))).containsExactly(SERVED,
				SERVED, "over-limit");
		assertThat(send(gate, signed("ci", Shop.SECRET, 0))).isEqualTo(SERVED);
	}

	@Test
	void authenticatorsShareALimit() throws Exception {
		SyntheticGate gate = gate(1, 100);
		AtomicInteger over = new AtomicInteger();
		for (int i = 0; i < 5; i++) {
			over.addAndGet(send(gate, request("X-Mesh", "any")).equals("over-limit") ? 1 : 0);
		}
		assertThat(over).hasValue(3);
	}

	@Test
	void keyAndTokenEnd() throws Exception {
		Instant past = NOW.minusNanos(1);
		SyntheticGate ended = gate(100, 100, past);
		assertThat(send(ended, signed("ci", Shop.SECRET, 0))).isEqualTo("key-expired");
		assertThat(send(ended, token())).isEqualTo("key-expired");
		SyntheticGate last = gate(100, 100, NOW);
		assertThat(send(last, signed("ci", Shop.SECRET, 0))).isEqualTo(SERVED);
		assertThat(send(last, token())).isEqualTo(SERVED);
	}

	@Test
	void tokenKeepsToItsPaths() throws Exception {
		MockHttpServletRequest elsewhere = token();
		elsewhere.setRequestURI("/admin/stock");
		assertThat(send(gate(100, 100), elsewhere)).isEqualTo("path-not-allowed");
	}

	@Test
	void verifiedRequestThatCannotBeRememberedIsRefusedAndCounted() throws Exception {
		SyntheticGate gate = gate(100, 2);
		assertThat(send(gate, signed("ci", Shop.SECRET, 0))).isEqualTo(SERVED);
		assertThat(send(gate, signed("ci", Shop.SECRET, 0))).isEqualTo(SERVED);
		assertThat(send(gate, signed("ci", Shop.SECRET, 0))).isEqualTo("nonce-cache-full");
		assertThat(gate.counts().claims(Reason.NONCE_CACHE_FULL).sum()).isOne();
	}

	@Test
	void bodyMayHave64KilobytesAndNotAByteMore() throws Exception {
		assertThat(send(gate(100, 100), signed(new byte[65_536]))).isEqualTo(SERVED);
		assertThat(send(gate(100, 100), signed(new byte[65_537]))).isEqualTo("body-too-large");
	}

	/**
	 * A claim that is not valid is a user's on a GET, whose body has to be whole.
	 */
	@Test
	void bodyThatIsTooLargeIsReadByTheHandlerAsItCame() throws Exception {
		byte[] body = new byte[200_000];
		new Random(7).nextBytes(body);
		byte[][] read = new byte[1][];
		SyntheticGate gate = gate(100, 100);
		filters(gate, (request, response) -> read[0] = request.getInputStream().readAllBytes())
			.doFilter(new Chunked(body), new MockHttpServletResponse());
		assertThat(gate.counts().claims(Reason.BODY_TOO_LARGE).sum()).isOne();
		assertThat(read[0]).isEqualTo(body);
	}

	@Test
	void handlerMayReadTheBodyWithoutBlocking() throws Exception {
		byte[] body = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
		MockHttpServletRequest request = signed(body);
		request.setAsyncSupported(true);
		Collector collector = new Collector();
		filters(gate(100, 100), (served, response) -> {
			served.startAsync();
			collector.in = served.getInputStream();
			collector.in.setReadListener(collector);
		}).doFilter(request, new MockHttpServletResponse());
		assertThat(collector.read.toByteArray()).isEqualTo(body);
		assertThat(collector.readBy).containsExactly("ci", "all ci");
		assertThat(SyntheticContext.isActive()).isFalse();
	}

	@Test
	void nothingOfARequestStaysOnItsThread() throws Exception {
		MockHttpServletRequest request = signed("ci", Shop.SECRET, 0);
		request.addHeader(SyntheticSigner.RUN, "deploy-7");
		FilterChain broken = filters(gate(100, 100), (served, response) -> {
			assertThat(SyntheticContext.isActive()).isTrue();
			assertThat(MDC.get("synthetic.run")).isEqualTo("deploy-7");
			throw new ServletException("expected by the test");
		});
		assertThatExceptionOfType(ServletException.class)
			.isThrownBy(() -> broken.doFilter(request, new MockHttpServletResponse()));
		assertThat(SyntheticContext.isActive()).isFalse();
		assertThat(MDC.get("synthetic")).isNull();
		assertThat(MDC.get("synthetic.run")).isNull();
	}

	@Test
	void requestOfAUserIsPassedOnAsItIsWithoutAnAllocation() throws Exception {
		SyntheticGate gate = gate(100, 100);
		MockHttpServletRequest user = new Unmarked();
		MockHttpServletResponse response = new MockHttpServletResponse();
		FilterChain handler = (request, answer) -> assertThat(request == user && answer == response).isTrue();
		filters(gate, handler).doFilter(user, response);
		FilterChain unmarked = filters(gate, (request, answer) -> {
		});
		assertThat(allocated(unmarked, user, response)).isZero();
	}

	private static long allocated(FilterChain chain, MockHttpServletRequest request, MockHttpServletResponse response)
			throws IOException, ServletException {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long least = Long.MAX_VALUE;
		for (int round = 0; round < 5; round++) {
			long before = threads.getCurrentThreadAllocatedBytes();
			for (int i = 0; i < 1000; i++) {
				chain.doFilter(request, response);
			}
			least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
		}
		return least / 1000;
	}

	private static String send(SyntheticGate gate, MockHttpServletRequest request)
			throws IOException, ServletException {
		boolean[] served = new boolean[1];
		MockHttpServletResponse response = new MockHttpServletResponse();
		filters(gate, (passed, answer) -> served[0] = true).doFilter(request, response);
		Decision decision = (Decision) request.getAttribute(Decision.ATTRIBUTE);
		Reason refusal = Objects.requireNonNull(decision).refusal();
		assertThat(served[0]).isEqualTo(refusal == null);
		assertThat(response.getStatus()).isEqualTo((refusal != null) ? refusal.status() : 200);
		return (refusal != null) ? refusal.text() : SERVED;
	}

	private static FilterChain filters(SyntheticGate gate, FilterChain handler) {
		FilterChain otherMethod = before(gate.otherMethod().getFilter(), handler);
		return before(gate.recognition().getFilter(), before(gate.refusal().getFilter(), otherMethod));
	}

	private static FilterChain before(@Nullable Filter filter, FilterChain next) {
		Filter first = Objects.requireNonNull(filter);
		return (request, response) -> first.doFilter(request, response, next);
	}

	private SyntheticGate gate(int requestsPerSecond, int maxNonces) {
		return gate(requestsPerSecond, maxNonces, null);
	}

	private SyntheticGate gate(int requestsPerSecond, int maxNonces, @Nullable Instant notAfter) {
		SyntheticProperties properties = new SyntheticProperties(true, null, List.of(), List.of("POST /auth/token"),
				requestsPerSecond, maxNonces, false,
				List.of(new SyntheticProperties.Key("ci", Shop.SECRET, notAfter, Set.of(), Set.of(), List.of(), 100)),
				List.of(new SyntheticProperties.Token("hand", Shop.TOKEN, notAfter, Set.of(), Set.of(),
						List.of("/auth/**"), 1)));
		SyntheticAuthenticator mesh = (claim) -> claim.headers("X-Mesh").isEmpty() ? SyntheticProof.none()
				: SyntheticProof.verified("mesh");
		Proofs proofs = new Proofs(properties, "shop", this.self, InstantSource.fixed(NOW), () -> 0);
		return SyntheticGate.of(properties, proofs, List.of(mesh), null, () -> 0);
	}

	private static MockHttpServletRequest token() {
		return request(Claim.TOKEN, Shop.TOKEN);
	}

	private MockHttpServletRequest own() {
		return signed("self", this.self.secret(), 0, new byte[0]);
	}

	private static MockHttpServletRequest signed(String key, String secret, long offset) {
		return signed(key, secret.getBytes(StandardCharsets.UTF_8), offset, new byte[0]);
	}

	private static MockHttpServletRequest signed(byte[] body) {
		return signed("ci", Shop.SECRET.getBytes(StandardCharsets.UTF_8), 0, body);
	}

	private static MockHttpServletRequest signed(String key, byte[] secret, long offset, byte[] body) {
		long seconds = NOW.getEpochSecond() + offset;
		String nonce = "nonce-0123456789-" + NONCES.incrementAndGet();
		byte[] mac = SyntheticSignature.of(secret, "shop", seconds, nonce,
				SyntheticRequest.of("POST", "/auth/token").withBody(body));
		MockHttpServletRequest request = request(SyntheticSigner.SIGNATURE,
				"kid=%s,t=%d,n=%s,v1=%s".formatted(key, seconds, nonce, HexFormat.of().formatHex(mac)));
		request.setContent(body);
		return request;
	}

	private static MockHttpServletRequest request(String header, String value) {
		MockHttpServletRequest request = new MockHttpServletRequest("POST", "/auth/token");
		request.addHeader(SyntheticSigner.MARK, "true");
		request.addHeader(header, value);
		return request;
	}

	/**
	 * Looks for headers as servers do, without a new text for each name.
	 */
	private static final class Unmarked extends MockHttpServletRequest {

		Unmarked() {
			super("GET", "/products/1");
		}

		@Override
		public @Nullable String getHeader(String name) {
			return null;
		}

	}

	/**
	 * Comes in chunks, without a length that would tell before anything is read.
	 */
	private static final class Chunked extends MockHttpServletRequest {

		Chunked(byte[] body) {
			super("GET", "/products/1");
			setContent(body);
			addHeader("Transfer-Encoding", "chunked");
			addHeader(SyntheticSigner.MARK, "true");
			addHeader(SyntheticSigner.SIGNATURE,
					"kid=ci,t=%d,n=nonce-0123456789,v1=%s".formatted(NOW.getEpochSecond(), "0".repeat(64)));
		}

		@Override
		public long getContentLengthLong() {
			return -1;
		}

	}

	/**
	 * Reads what is there when it is told so.
	 */
	private static final class Collector implements ReadListener {

		private final ByteArrayOutputStream read = new ByteArrayOutputStream();

		private final List<String> readBy = new ArrayList<>();

		private @Nullable ServletInputStream in;

		@Override
		public void onDataAvailable() throws IOException {
			this.readBy.add(who());
			ServletInputStream body = Objects.requireNonNull(this.in);
			byte[] buffer = new byte[4];
			int length;
			while (body.isReady() && (length = body.read(buffer)) >= 0) {
				this.read.write(buffer, 0, length);
			}
		}

		@Override
		public void onAllDataRead() {
			this.readBy.add("all " + who());
		}

		@Override
		public void onError(Throwable ex) {
			this.readBy.add(ex.toString());
		}

		private static String who() {
			return SyntheticContext.current().map(SyntheticContext::keyId).orElse("user");
		}

	}

}
