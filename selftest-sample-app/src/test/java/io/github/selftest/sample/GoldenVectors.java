package io.github.selftest.sample;

import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file to which all signers are held.
 */
record GoldenVectors(List<Vector> vectors, List<Vector> refused) {

	static final Path CLIENTS = Path.of("../docs/clients");

	static final Path FILE = CLIENTS.resolve("golden-vectors.json");

	static GoldenVectors read() {
		return JsonMapper.builder().build().readValue(FILE.toFile(), GoldenVectors.class);
	}

	/**
	 * A request, and the headers that make it a synthetic one.
	 */
	record Vector(String name, String keyId, String secret, String audience, String method, String target, long seconds,
			String nonce, String tenant, String fault, String bodyBase64, @Nullable String signed,
			@Nullable Map<String, String> headers) {

		byte[] body() {
			return Base64.getDecoder().decode(this.bodyBase64);
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

}
