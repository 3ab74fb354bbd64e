package io.github.selftest.boot.fault;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;

import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Mono;

import io.github.selftest.api.synthetic.SyntheticContext;

/**
 * Faults at HTTP calls of a WebClient to a host. The request decides that subscribes, and
 * not the one that wrote the call down.
 */
final class FaultyWebClients implements ExchangeFilterFunction {

	private final Faults faults;

	FaultyWebClients(Faults faults) {
		this.faults = faults;
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		if (this.faults.isQuiet()) {
			return next.exchange(request);
		}
		return Mono.deferContextual((view) -> {
			Injection injection = begin(request.url(), SubscriberContext.of(view));
			return (injection != null) ? around(injection, request, next) : next.exchange(request);
		});
	}

	private @Nullable Injection begin(URI uri, @Nullable SyntheticContext context) {
		String target = HttpTarget.of(uri);
		return (target != null && context != null) ? this.faults.begin(PointType.HTTP_CLIENT, target, context) : null;
	}

	private static Mono<ClientResponse> around(Injection injection, ClientRequest request, ExchangeFunction next) {
		injection.releaseAfterItsTime();
		return switch (injection.mode()) {
			case ERROR -> Mono.error(failure(request, new ConnectException(injection.message())));
			case TIME_OUT -> FaultyPublishers.after(injection.time())
				.then(Mono.error(failure(request, new SocketTimeoutException(injection.message()))));
			// no answer is held back, as its connection would leak where nobody waits any
			// longer
			case DELAY -> FaultyPublishers.after(injection.time()).then(Mono.defer(() -> next.exchange(request)));
			case MINIMUM_DELAY -> next.exchange(request)
				.onErrorResume((failure) -> FaultyPublishers.after(injection.remaining()).then(Mono.error(failure)))
				.flatMap((response) -> FaultyPublishers.after(injection.remaining())
					.thenReturn(response)
					.doOnCancel(() -> release(response)));
		};
	}

	private static void release(ClientResponse response) {
		response.releaseBody().onErrorComplete().subscribe();
	}

	// as the client itself tells of them
	private static WebClientRequestException failure(ClientRequest request, IOException cause) {
		return new WebClientRequestException(cause, request.method(), request.url(), request.headers());
	}

}
