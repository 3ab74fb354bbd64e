package io.github.selftest.boot.synthetic;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.Part;
import org.jspecify.annotations.Nullable;

/**
 * A request of which the body was read to be verified. Handlers read it as if it had not
 * been: as a stream, by a reader, as parameters or as parts. A body that was too large is
 * there as a stream, of which the rest comes from the container.
 */
final class BufferedRequest extends HttpServletRequestWrapper {

	static final int MAX_BODY = 64 * 1024;

	private static final String ATTRIBUTE = "selftest.synthetic.body";

	private final byte[] body;

	private final @Nullable ServletInputStream rest;

	private @Nullable BufferedInputStream stream;

	private @Nullable BufferedReader reader;

	private @Nullable Map<String, String[]> parameters;

	private @Nullable List<Part> parts;

	private BufferedRequest(HttpServletRequest request, byte[] body, @Nullable ServletInputStream rest) {
		super(request);
		this.body = body;
		this.rest = rest;
	}

	private BufferedRequest(HttpServletRequest request, BufferedRequest first) {
		this(request, first.body, first.rest);
		this.stream = first.stream;
		this.reader = first.reader;
		this.parameters = first.parameters;
		this.parts = first.parts;
	}

	static BufferedRequest of(HttpServletRequest request) throws IOException {
		ServletInputStream in = request.getInputStream();
		byte[] body = in.readNBytes(MAX_BODY + 1);
		BufferedRequest buffered = new BufferedRequest(request, body, (body.length > MAX_BODY) ? in : null);
		request.setAttribute(ATTRIBUTE, buffered);
		return buffered;
	}

	/**
	 * Return a later dispatch of a request, such as of an error, with the body that was
	 * read at the first one. The container begins it with the request as it came.
	 * @param request the request of the dispatch
	 * @return the request itself if no body was read, or if it is there already
	 */
	static HttpServletRequest again(HttpServletRequest request) {
		return (request.getAttribute(ATTRIBUTE) instanceof BufferedRequest first && !first.isWithin(request))
				? new BufferedRequest(request, first) : request;
	}

	private boolean isWithin(HttpServletRequest request) {
		return request == this || (request instanceof ServletRequestWrapper outer && outer.isWrapperFor(this));
	}

	boolean isWhole() {
		return this.rest == null;
	}

	byte[] body() {
		return this.body;
	}

	@Override
	public ServletInputStream getInputStream() {
		if (this.reader != null) {
			throw new IllegalStateException("getReader() has already been called for this request");
		}
		return stream();
	}

	@Override
	public BufferedReader getReader() {
		if (this.reader == null) {
			if (this.stream != null) {
				throw new IllegalStateException("getInputStream() has already been called for this request");
			}
			this.reader = new BufferedReader(new InputStreamReader(stream(), charset(StandardCharsets.ISO_8859_1)));
		}
		return this.reader;
	}

	private BufferedInputStream stream() {
		if (this.stream == null) {
			this.stream = new BufferedInputStream(this.body,
					(this.rest != null) ? this.rest : InputStream.nullInputStream(), this);
		}
		return this.stream;
	}

	private Charset charset(Charset otherwise) {
		String encoding = getCharacterEncoding();
		return (encoding != null) ? Charset.forName(encoding) : otherwise;
	}

	@Override
	public @Nullable String getParameter(String name) {
		String[] values = getParameterMap().get(name);
		return (values != null && values.length > 0) ? values[0] : null;
	}

	@Override
	public Enumeration<String> getParameterNames() {
		return Collections.enumeration(getParameterMap().keySet());
	}

	@Override
	public String @Nullable [] getParameterValues(String name) {
		String[] values = getParameterMap().get(name);
		return (values != null) ? values.clone() : null;
	}

	@Override
	public Map<String, String[]> getParameterMap() {
		if (this.parameters == null) {
			// who has taken the stream wants to read the body in a way of its own
			boolean isForm = this.stream == null && this.reader == null && isWhole() && (isPosted() || isMultipart());
			this.parameters = Collections.unmodifiableMap(isForm ? form() : super.getParameterMap());
		}
		return this.parameters;
	}

	// without the container, which would look for fields in the body that it has given
	// away
	private Map<String, String[]> form() {
		Charset charset = charset(StandardCharsets.UTF_8);
		String query = Objects.requireNonNullElse(getQueryString(), "");
		Map<String, List<String>> fields = FormFields.parse(query.getBytes(StandardCharsets.ISO_8859_1),
				StandardCharsets.UTF_8);
		Map<String, List<String>> posted = isMultipart() ? FormFields.of(multipart(), charset)
				: FormFields.parse(this.body, charset);
		posted.forEach((name, values) -> fields.computeIfAbsent(name, (key) -> new ArrayList<>()).addAll(values));
		Map<String, String[]> parameters = new LinkedHashMap<>();
		fields.forEach((name, values) -> parameters.put(name, values.toArray(String[]::new)));
		return parameters;
	}

	private boolean isPosted() {
		return isOfType("application/x-www-form-urlencoded") && "POST".equals(super.getMethod());
	}

	@Override
	public Collection<Part> getParts() throws IOException, ServletException {
		if (!isMultipart()) {
			throw new ServletException("The content type of the request is not multipart/form-data");
		}
		if (!isWhole()) {
			return super.getParts();
		}
		return multipart();
	}

	@Override
	public @Nullable Part getPart(String name) throws IOException, ServletException {
		return getParts().stream().filter((part) -> name.equals(part.getName())).findFirst().orElse(null);
	}

	private List<Part> multipart() {
		if (this.parts == null) {
			this.parts = Multipart.parse(this.body, String.valueOf(getContentType()));
		}
		return this.parts;
	}

	private boolean isMultipart() {
		return isOfType("multipart/form-data");
	}

	private boolean isOfType(String type) {
		String declared = getContentType();
		return declared != null && declared.toLowerCase(Locale.ROOT).split(";", 2)[0].strip().equals(type);
	}

}
