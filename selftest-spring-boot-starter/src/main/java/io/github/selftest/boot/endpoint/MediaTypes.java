package io.github.selftest.boot.endpoint;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/**
 * Which bodies are let pass and which content type an answer has.
 */
final class MediaTypes {

	static final String JSON = "application/json";

	private static final int MAX_ACCEPT = 1000;

	private static final List<String> OFFERED = List.of(JSON, "application/vnd.spring-boot.actuator.v3+json",
			"application/vnd.spring-boot.actuator.v2+json");

	private MediaTypes() {
	}

	/**
	 * Return whether a request declares a JSON body, or no type of body at all.
	 * @param contentType the declared type
	 * @return whether it is fine
	 */
	static boolean isJsonOrNone(@Nullable String contentType) {
		if (contentType == null || contentType.isBlank()) {
			return true;
		}
		int parameters = contentType.indexOf(';');
		String type = ((parameters < 0) ? contentType : contentType.substring(0, parameters)).strip()
			.toLowerCase(Locale.ROOT);
		return type.matches("[\\w.!#$^+-]+/(json|[\\w.!#$^+-]+\\+json)");
	}

	/**
	 * Return the content type that the caller likes best; JSON if it likes none, as a
	 * monitor can do more with that than with 406.
	 * @param accept the header of the request
	 * @return the content type
	 */
	static String negotiate(@Nullable String accept) {
		return negotiate(accept, List.of());
	}

	/**
	 * Return the content type that the caller likes best, of JSON and others. JSON wins a
	 * tie.
	 * @param accept the header of the request
	 * @param others what is offered beside JSON
	 * @return the content type
	 */
	static String negotiate(@Nullable String accept, List<String> others) {
		if (accept == null || accept.equals("*/*") || accept.equals(JSON) || accept.length() > MAX_ACCEPT) {
			return JSON;
		}
		try {
			List<MimeType> ranges = MimeTypeUtils.parseMimeTypes(accept);
			return best(ranges, Stream.concat(OFFERED.stream(), others.stream()).toList());
		}
		catch (InvalidMimeTypeException ex) {
			return JSON;
		}
	}

	private static String best(List<MimeType> ranges, List<String> offers) {
		String best = JSON;
		double quality = 0;
		for (String offered : offers) {
			double candidate = quality(MimeType.valueOf(offered), ranges);
			if (candidate > quality) {
				best = offered;
				quality = candidate;
			}
		}
		return best;
	}

	private static double quality(MimeType offered, List<MimeType> ranges) {
		MimeType closest = null;
		for (MimeType range : ranges) {
			if (range.includes(offered) && (closest == null || closest.includes(range))) {
				closest = range;
			}
		}
		return (closest != null) ? quality(closest) : 0;
	}

	private static double quality(MimeType range) {
		String quality = range.getParameter("q");
		try {
			return (quality != null) ? Double.parseDouble(quality) : 1;
		}
		catch (NumberFormatException ex) {
			return 1;
		}
	}

}
