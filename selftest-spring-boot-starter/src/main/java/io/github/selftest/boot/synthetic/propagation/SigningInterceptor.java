package io.github.selftest.boot.synthetic.propagation;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.util.StringUtils;

import io.github.selftest.api.synthetic.SyntheticContext;
import io.github.selftest.api.synthetic.SyntheticRequest;
import io.github.selftest.api.synthetic.SyntheticSigner;

/**
 * Takes our headers off each call, whoever put them there, and signs those of a synthetic
 * request to a target anew, with a key of this service.
 */
final class SigningInterceptor implements ClientHttpRequestInterceptor {

	private static final List<String> OURS = List.of(SyntheticSigner.MARK, SyntheticSigner.TENANT,
			SyntheticSigner.FAULT, SyntheticSigner.RUN, SyntheticSigner.SIGNATURE, "X-Synthetic-Token",
			"X-Selftest-Own");

	private final Targets targets;

	SigningInterceptor(Targets targets) {
		this.targets = targets;
	}

	@Override
	public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
			throws IOException {
		HttpHeaders headers = request.getHeaders();
		OURS.forEach(headers::remove);
		Optional<SyntheticContext> context = SyntheticContext.current();
		if (context.isPresent()) {
			this.targets.signerFor(request.getURI()).ifPresent((signer) -> sign(signer, context.get(), request, body));
		}
		return execution.execute(request, body);
	}

	private static void sign(SyntheticSigner signer, SyntheticContext context, HttpRequest request, byte[] body) {
		SyntheticRequest signed = SyntheticRequest.of(request.getMethod().name(), targetOf(request.getURI()))
			.withTenant(context.tenant().orElse(""))
			.withFault(context.fault().orElse(""))
			.withBody(body);
		HttpHeaders headers = request.getHeaders();
		signer.headers(signed).forEach(headers::set);
		context.runId().ifPresent((run) -> headers.set(SyntheticSigner.RUN, run));
	}

	// raw, as it goes over the wire
	private static String targetOf(URI uri) {
		String path = StringUtils.hasLength(uri.getRawPath()) ? uri.getRawPath() : "/";
		return (uri.getRawQuery() != null) ? path + "?" + uri.getRawQuery() : path;
	}

}
