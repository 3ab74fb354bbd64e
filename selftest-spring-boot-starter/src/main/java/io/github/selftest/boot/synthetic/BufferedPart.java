package io.github.selftest.boot.synthetic;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import jakarta.servlet.http.Part;
import org.jspecify.annotations.Nullable;

/**
 * A part of a form that is in memory.
 */
final class BufferedPart implements Part {

	private final String name;

	private final @Nullable String fileName;

	private final Map<String, String> headers;

	private final byte[] content;

	BufferedPart(String name, @Nullable String fileName, Map<String, String> headers, byte[] content) {
		this.name = name;
		this.fileName = fileName;
		this.headers = Map.copyOf(headers);
		this.content = content;
	}

	@Override
	public InputStream getInputStream() {
		return new ByteArrayInputStream(this.content);
	}

	@Override
	public @Nullable String getContentType() {
		return getHeader("content-type");
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public @Nullable String getSubmittedFileName() {
		return this.fileName;
	}

	@Override
	public long getSize() {
		return this.content.length;
	}

	@Override
	public void write(String fileName) throws IOException {
		Files.write(Path.of(fileName), this.content);
	}

	@Override
	public void delete() {
		// there is no file
	}

	@Override
	public @Nullable String getHeader(String name) {
		return this.headers.get(name.toLowerCase(Locale.ROOT));
	}

	@Override
	public Collection<String> getHeaders(String name) {
		String value = getHeader(name);
		return (value != null) ? List.of(value) : List.of();
	}

	@Override
	public Collection<String> getHeaderNames() {
		return this.headers.keySet();
	}

}
