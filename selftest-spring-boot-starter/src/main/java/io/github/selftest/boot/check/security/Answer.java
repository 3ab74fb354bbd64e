package io.github.selftest.boot.check.security;

import java.util.List;
import java.util.Locale;

import io.github.selftest.api.LoopbackClient.Response;

/**
 * What a path has answered.
 *
 * @param request the request, as it may be published
 * @param response the answer
 * @param secure whether visitors get it over TLS
 */
record Answer(String request, Response response, boolean secure) {

	int status() {
		return this.response.status();
	}

	boolean isHtml() {
		return header("Content-Type").toLowerCase(Locale.ROOT).startsWith("text/html");
	}

	boolean has(String header) {
		return !header(header).isBlank();
	}

	/**
	 * Return the values of a header, which are never published.
	 * @param name the name
	 * @return the values in one text; empty without the header
	 */
	String header(String name) {
		return String.join(", ", this.response.headers(name)).strip();
	}

	List<SetCookie> cookies() {
		return this.response.headers("Set-Cookie").stream().map(SetCookie::parse).toList();
	}

}
