package io.github.selftest.boot.fault;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Faults at HTTP calls to a host.
 */
final class FaultyClients implements ClientHttpRequestInterceptor {

	private final Faults faults;

	FaultyClients(Faults faults) {
		this.faults = faults;
	}

	@Override
	public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
			throws IOException {
		Injection injection = this.faults.isArmed() ? begin(request.getURI()) : null;
		if (injection == null) {
			return execution.execute(request, body);
		}
		try {
			Object response = injection.around(() -> execution.execute(request, body), (fault) -> fault.isTimeOut()
					? new SocketTimeoutException(fault.message()) : new ConnectException(fault.message()));
			return (ClientHttpResponse) Objects.requireNonNull(response);
		}
		catch (IOException | RuntimeException | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IOException(ex);
		}
	}

	private @Nullable Injection begin(URI uri) {
		String target = HttpTarget.of(uri);
		return (target != null) ? this.faults.begin(PointType.HTTP_CLIENT, target) : null;
	}

}
