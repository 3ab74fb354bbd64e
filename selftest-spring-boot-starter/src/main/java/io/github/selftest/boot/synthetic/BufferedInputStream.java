package io.github.selftest.boot.synthetic;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import io.github.selftest.api.synthetic.SyntheticContext;

/**
 * A body that is there already, and perhaps a rest that is yet to come.
 */
final class BufferedInputStream extends ServletInputStream {

	private final InputStream in;

	private final HttpServletRequest request;

	private boolean finished;

	private @Nullable ReadListener listener;

	BufferedInputStream(byte[] body, InputStream rest, HttpServletRequest request) {
		this.in = new SequenceInputStream(new ByteArrayInputStream(body), rest);
		this.request = request;
	}

	@Override
	public int read() throws IOException {
		int read = this.in.read();
		this.finished |= read < 0;
		return read;
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		int read = this.in.read(buffer, offset, length);
		this.finished |= read < 0;
		return read;
	}

	@Override
	public int available() throws IOException {
		return this.in.available();
	}

	@Override
	public boolean isFinished() {
		return this.finished;
	}

	@Override
	public boolean isReady() {
		return true;
	}

	@Override
	public void setReadListener(ReadListener listener) {
		if (this.listener != null) {
			throw new IllegalStateException("there is a listener already");
		}
		this.listener = listener;
		this.request.getAsyncContext().start(SyntheticContext.wrap(() -> tell(listener)));
	}

	private void tell(ReadListener listener) {
		try {
			listener.onDataAvailable();
			listener.onAllDataRead();
		}
		catch (IOException ex) {
			listener.onError(ex);
		}
	}

}
