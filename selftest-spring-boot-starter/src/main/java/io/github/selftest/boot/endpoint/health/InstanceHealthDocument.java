package io.github.selftest.boot.endpoint.health;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.json.JsonWriter;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

import io.github.selftest.api.Status;
import io.github.selftest.boot.endpoint.health.InstanceHealth.Answer;
import io.github.selftest.boot.identity.Identity;

/**
 * The body of {@code /health}: a word, or the document of draft-inadarei-api-health-check
 * for those who ask for it.
 */
final class InstanceHealthDocument {

	static final String PLAIN = "application/json";

	static final String DRAFT = "application/health+json";

	private final JsonWriter<Answer> plain = JsonWriter.of((members) -> members.add("status", Answer::word));

	private final JsonWriter<Answer> draft;

	InstanceHealthDocument(Identity identity) {
		this.draft = JsonWriter.of((members) -> {
			members.add("status", Answer::draftWord);
			members.add("version", identity.version());
			members.add("serviceId", identity.app());
			members.add("description", "health of this instance alone");
			members.add("output", InstanceHealthDocument::output).whenHasLength();
		});
	}

	// section 3.4: what went wrong, to be left out of a "pass"
	private static String output(Answer answer) {
		return (answer.status() == Status.PASS) ? "" : answer.reason();
	}

	byte[] write(Answer answer, String type) {
		JsonWriter<Answer> writer = type.equals(DRAFT) ? this.draft : this.plain;
		return writer.write(answer).toByteArray(StandardCharsets.UTF_8);
	}

	/**
	 * Return the type that a caller gets: the draft's only when it is named.
	 * @param accept the header of the request
	 * @return the type
	 */
	static String type(@Nullable String accept) {
		if (accept == null || !accept.contains("health+json")) {
			return PLAIN;
		}
		try {
			return MediaType.parseMediaTypes(accept)
				.stream()
				.anyMatch((type) -> type.getSubtype().equals("health+json") && type.getQualityValue() > 0) ? DRAFT
						: PLAIN;
		}
		catch (InvalidMediaTypeException ex) {
			return PLAIN;
		}
	}

}
