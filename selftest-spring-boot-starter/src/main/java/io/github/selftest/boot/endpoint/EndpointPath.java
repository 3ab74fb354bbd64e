package io.github.selftest.boot.endpoint;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.Element;
import org.springframework.http.server.PathContainer.PathSegment;

/**
 * The path that the endpoint is mapped to, and what requests say below it.
 */
final class EndpointPath {

	private final List<String> patterns;

	private final List<Element> elements;

	/**
	 * Create a path.
	 * @param path the path below the servlet, such as {@code /actuator/selftest}
	 */
	EndpointPath(String path) {
		this(path, "group", "check");
	}

	/**
	 * Create a path.
	 * @param path the path below the servlet
	 * @param first what the first segment below it is called
	 * @param second what the second one is called
	 */
	EndpointPath(String path, String first, String second) {
		this.patterns = List.of(path, path + "/{%s}".formatted(first), path + "/{%s}/{%s}".formatted(first, second),
				path + "/**");
		this.elements = PathContainer.parsePath(path).elements();
	}

	/**
	 * Return the decoded path segments below the endpoint.
	 * @param requested the path that is requested, below the servlet
	 * @return the segments, or {@code null} if the path is none of the endpoint
	 */
	@Nullable List<String> below(PathContainer requested) {
		List<Element> all = requested.elements();
		return startsWithPath(all) ? segments(all.subList(this.elements.size(), all.size())) : null;
	}

	/**
	 * Return the pattern for the metrics, of which there are few.
	 * @param segments the segments below the endpoint
	 * @return the pattern
	 */
	String pattern(List<String> segments) {
		return this.patterns.get(Math.min(segments.size(), this.patterns.size() - 1));
	}

	/*
	 * From the end, as most paths of the host end the comparison there.
	 */
	private boolean startsWithPath(List<Element> all) {
		int size = this.elements.size();
		if (all.size() < size || (all.size() > size && all.get(size) instanceof PathSegment)) {
			return false;
		}
		for (int i = size - 1; i >= 0; i--) {
			if (!value(this.elements.get(i)).equals(value(all.get(i)))) {
				return false;
			}
		}
		return true;
	}

	private static List<String> segments(List<Element> elements) {
		List<String> segments = new ArrayList<>(2);
		for (int i = 0; i < elements.size(); i++) {
			if (elements.get(i) instanceof PathSegment segment) {
				segments.add(segment.valueToMatch());
			}
			else if (i + 1 == elements.size() || !(elements.get(i + 1) instanceof PathSegment)) {
				segments.add("");
			}
		}
		return segments;
	}

	private static String value(Element element) {
		return (element instanceof PathSegment segment) ? segment.valueToMatch() : element.value();
	}

}
