package io.github.selftest.boot.check.httpcache;

import java.util.regex.Pattern;

/**
 * Tells the paths that name the version of their content: by a hash in the name of the
 * file, a version of a WebJar, or a parameter of a file. That of a handler may be the
 * version of an API.
 */
final class VersionedPath {

	private static final Pattern HASH_IN_NAME = Pattern
		.compile("[-._](?=[0-9a-fA-F]*[0-9])(?=[0-9a-fA-F]*[a-fA-F])[0-9a-fA-F]{8,64}\\.[A-Za-z0-9.]{1,20}$");

	/** What bundlers write: 8 characters that no word has, before the type of a file. */
	private static final Pattern BUNDLED = Pattern.compile(
			"[-.](?=[^/]*[A-Z])(?=[^/]{0,7}[0-9]|[^/]{0,6}[A-Z][^/]{0,6}[A-Z])[A-Za-z0-9_-]{8}\\.(?:js|mjs|css|woff2?|map)$");

	private static final Pattern WEBJAR = Pattern.compile("/webjars/[^/]+/[0-9]+(?:\\.[0-9A-Za-z-]+)*/");

	private static final Pattern PARAMETER = Pattern
		.compile("\\.[A-Za-z0-9]{1,8}\\?(?:.*&)?(?:v|ver|version|hash|rev)=[^&]+");

	private VersionedPath() {
	}

	static boolean matches(String path) {
		String withoutQuery = path.split("\\?", 2)[0];
		return HASH_IN_NAME.matcher(withoutQuery).find() || BUNDLED.matcher(withoutQuery).find()
				|| WEBJAR.matcher(withoutQuery).find() || PARAMETER.matcher(path).find();
	}

}
