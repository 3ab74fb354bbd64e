package io.github.selftest.boot.synthetic;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import io.github.selftest.api.synthetic.SyntheticClaim;
import io.github.selftest.api.synthetic.SyntheticSigner;

/**
 * A request that carries the mark, and what it says of itself.
 */
final class Claim implements SyntheticClaim {

	static final String TOKEN = "X-Synthetic-Token";

	/** Methods that change nothing, so that a claim without proof may pass as a user. */
	private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

	/** What a proxy may set on the requests of users. */
	private static final Set<String> NO_MARK = Set.of("", "false", "0", "no", "off");

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

	private static final Pattern FAULT = Pattern.compile("[\\x21-\\x7e](?:[\\x20-\\x7e]{0,254}[\\x21-\\x7e])?");

	private static final Pattern METHOD = Pattern.compile("[A-Z]{1,20}");

	private static final int LONGEST_TOKEN = 512;

	private final HttpServletRequest request;

	private final HttpServletRequest received;

	private @Nullable String tenant;

	private @Nullable String fault;

	private @Nullable String run;

	private @Nullable String signature;

	private @Nullable String token;

	private @Nullable BufferedRequest buffered;

	Claim(HttpServletRequest request) {
		this.request = request;
		this.received = received(request);
	}

	/**
	 * Return whether a request that has the header says that it is synthetic, however
	 * badly. A plain no is what a proxy may say of users.
	 * @param request the request
	 * @return whether it does
	 */
	static boolean isMade(HttpServletRequest request) {
		return !Collections.list(request.getHeaders(SyntheticSigner.MARK))
			.stream()
			.allMatch((value) -> NO_MARK.contains(value.toLowerCase(Locale.ROOT)));
	}

	/**
	 * Return whether filters of the host have given the request another method than came
	 * over the wire, such as by a field {@code _method}.
	 */
	boolean isOfOtherMethod() {
		return !method().equals(this.request.getMethod());
	}

	static boolean isSafe(String method) {
		return SAFE.contains(method);
	}

	/**
	 * Read the headers.
	 * @throws RejectedException if one is missing, there twice or has another form
	 */
	void read() throws RejectedException {
		require("true".equals(single(SyntheticSigner.MARK)));
		require(METHOD.matcher(method()).matches());
		require(target().startsWith("/"));
		this.tenant = single(SyntheticSigner.TENANT, NAME);
		this.fault = single(SyntheticSigner.FAULT, FAULT);
		this.run = single(SyntheticSigner.RUN, NAME);
		this.signature = single(SyntheticSigner.SIGNATURE);
		this.token = single(TOKEN);
		require(this.signature == null || this.token == null);
		require(this.token == null || this.token.length() <= LONGEST_TOKEN);
	}

	private @Nullable String single(String name, Pattern form) throws RejectedException {
		String value = single(name);
		require(value == null || form.matcher(value).matches());
		return value;
	}

	private @Nullable String single(String name) throws RejectedException {
		List<String> values = headers(name);
		require(values.size() <= 1);
		return values.isEmpty() ? null : values.get(0);
	}

	private static void require(boolean wellFormed) throws RejectedException {
		if (!wellFormed) {
			throw new RejectedException(Reason.MALFORMED);
		}
	}

	// below what filters before us may have made of it, such as of a forwarded prefix
	private static HttpServletRequest received(HttpServletRequest request) {
		HttpServletRequest received = request;
		while (received instanceof ServletRequestWrapper wrapper
				&& wrapper.getRequest() instanceof HttpServletRequest inner) {
			received = inner;
		}
		return received;
	}

	@Override
	public String method() {
		return this.received.getMethod();
	}

	@Override
	public String target() {
		String query = this.received.getQueryString();
		return (query != null) ? this.received.getRequestURI() + "?" + query : this.received.getRequestURI();
	}

	/**
	 * Return the path below the context path, as it came over the wire.
	 * @return the path; {@code null} if it is none
	 */
	@Nullable String path() {
		String uri = this.received.getRequestURI();
		String context = this.received.getContextPath();
		if (PathRules.isAmbiguous(uri) || !uri.startsWith(context)) {
			return null;
		}
		return uri.substring(context.length());
	}

	String rawPath() {
		return String.valueOf(this.received.getRequestURI());
	}

	boolean isSafe() {
		return isSafe(method());
	}

	@Override
	public Optional<String> tenant() {
		return Optional.ofNullable(this.tenant);
	}

	@Override
	public Optional<String> fault() {
		return Optional.ofNullable(this.fault);
	}

	@Nullable String run() {
		return this.run;
	}

	@Nullable String signature() {
		return this.signature;
	}

	@Nullable String token() {
		return this.token;
	}

	@Override
	public List<String> headers(String name) {
		return Collections.list(this.received.getHeaders(name));
	}

	@Override
	public Optional<Object> attribute(String name) {
		return Optional.ofNullable(this.received.getAttribute(name));
	}

	@Override
	public byte[] body() throws IOException {
		try {
			return bytes().clone();
		}
		catch (RejectedException ex) {
			throw new IOException("the body is larger than %d bytes".formatted(BufferedRequest.MAX_BODY), ex);
		}
	}

	/**
	 * Read the body.
	 * @return the body; empty if there is none
	 * @throws IOException if it cannot be read
	 * @throws RejectedException if it is too large
	 */
	byte[] bytes() throws IOException, RejectedException {
		if (!mayHaveBody()) {
			return new byte[0];
		}
		BufferedRequest body = this.buffered;
		if (body == null) {
			if (this.received.getContentLengthLong() > BufferedRequest.MAX_BODY) {
				throw new RejectedException(Reason.BODY_TOO_LARGE);
			}
			body = BufferedRequest.of(this.request);
			this.buffered = body;
		}
		if (!body.isWhole()) {
			throw new RejectedException(Reason.BODY_TOO_LARGE);
		}
		return body.body();
	}

	/**
	 * Return whether the request may have a body.
	 */
	boolean mayHaveBody() {
		long length = this.received.getContentLengthLong();
		return length > 0 || (length < 0 && (!this.received.getProtocol().startsWith("HTTP/1")
				|| this.received.getHeader("Transfer-Encoding") != null));
	}

	/**
	 * Return the request that is to be served: as it came, or with the body that was
	 * read.
	 */
	HttpServletRequest request() {
		return (this.buffered != null) ? this.buffered : this.request;
	}

	@Override
	public String toString() {
		return "a claim of " + method();
	}

}
