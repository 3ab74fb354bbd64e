package io.github.selftest.boot.notify;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.selftest.boot.engine.EngineClock;

/**
 * Sends alerts to the address of one target.
 */
final class Webhook implements Courier.Delivery {

	private final Address address;

	private final Body body;

	private final HttpRequest prototype;

	private final @Nullable Signature signature;

	private final Duration timeout;

	private final Transport transport;

	private final EngineClock clock;

	Webhook(Address address, Body body, String contentType, Map<String, String> headers, @Nullable Signature signature,
			Duration timeout, Transport transport, EngineClock clock) {
		this.address = address;
		this.body = body;
		this.prototype = prototype(address, contentType, headers);
		this.signature = signature;
		this.timeout = timeout;
		this.transport = transport;
		this.clock = clock;
	}

	static Webhook of(String property, NotifyProperties.Webhook properties, Body body, Transport transport,
			EngineClock clock) {
		boolean isTemplate = properties.template() != null;
		try {
			return new Webhook(Address.of(property + ".url", properties.url()), body,
					isTemplate ? properties.contentType() : "application/json", properties.headers(),
					(properties.secret() != null) ? new Signature(properties.secret()) : null, properties.timeout(),
					transport, clock);
		}
		catch (IllegalArgumentException ex) {
			// without the cause, whose message may hold the value of a header
			throw new InvalidNotifyException(property + ".headers", "a header that cannot be sent",
					"names and values that HTTP allows, and none of " + Signature.HEADER
							+ ", Host, Connection, Content-Length, Expect, Upgrade",
					"Correct the headers and the content type.");
		}
	}

	@Override
	public Outcome send(Alert alert) throws InterruptedException {
		Instant now = this.clock.wallClock().instant();
		byte[] bytes = this.body.of(alert, now).getBytes(StandardCharsets.UTF_8);
		HttpRequest.Builder request = HttpRequest.newBuilder(this.prototype, (name, value) -> true)
			.POST(BodyPublishers.ofByteArray(bytes));
		if (this.signature != null) {
			request.setHeader(Signature.HEADER, this.signature.of(bytes, now));
		}
		return this.transport.send(request.build(), this.timeout);
	}

	@Override
	public String host() {
		return this.address.host();
	}

	Duration timeout() {
		return this.timeout;
	}

	private static HttpRequest prototype(Address address, String contentType, Map<String, String> headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(address.uri())
			.setHeader("Content-Type", contentType)
			.setHeader("User-Agent", "selftest");
		headers.forEach((name, value) -> {
			if (name.toLowerCase(Locale.ROOT).equals(Signature.HEADER.toLowerCase(Locale.ROOT))) {
				throw new IllegalArgumentException("reserved");
			}
			request.setHeader(name, value);
		});
		return request.build();
	}

}
