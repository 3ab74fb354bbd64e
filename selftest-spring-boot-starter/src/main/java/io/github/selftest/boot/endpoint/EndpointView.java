package io.github.selftest.boot.endpoint;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Shows people what the endpoint tells machines. JSON stays the answer of whoever doesn't
 * like one of these forms better, and of each POST. Called by the threads of requests,
 * only for groups and checks that exist; reads from memory like the endpoint itself.
 *
 * @since 0.1.0
 */
public interface EndpointView {

	/**
	 * Return the forms that are offered.
	 * @param path the path segments below the endpoint: none, a group, or a group and a
	 * check
	 * @return the forms, the one that wins a tie first
	 */
	List<Form> forms(List<String> path);

	/**
	 * Show something.
	 * @param form one of the forms that are offered for the path
	 * @param seen what is shown, and to whom
	 * @return what is shown
	 */
	Shown show(Form form, Seen seen);

	/**
	 * A form that can be asked for.
	 *
	 * @param name the value of the parameter {@code as}
	 * @param mediaType the type for the header {@code Accept}
	 * @param tellsVerdict whether the status of the answer tells the verdict; else it is
	 * 200
	 */
	record Form(String name, String mediaType, boolean tellsVerdict) {

	}

	/**
	 * What is shown, and to whom.
	 *
	 * @param path the path segments below the endpoint
	 * @param details whether the results of single checks may be shown
	 * @param runnable the groups that the caller may run
	 */
	record Seen(List<String> path, boolean details, Set<String> runnable) {

	}

	/**
	 * A document of a form. Immutable, as long as nobody changes the bytes.
	 */
	final class Shown {

		private final String contentType;

		private final byte[] body;

		private final Map<String, String> headers;

		/**
		 * Create a document.
		 * @param contentType the type with its character set
		 * @param body the document, not to be changed
		 * @param headers further headers of the answer
		 */
		public Shown(String contentType, byte[] body, Map<String, String> headers) {
			this.contentType = contentType;
			this.body = body;
			this.headers = Map.copyOf(headers);
		}

		public String contentType() {
			return this.contentType;
		}

		public byte[] body() {
			return this.body;
		}

		public Map<String, String> headers() {
			return this.headers;
		}

	}

}
