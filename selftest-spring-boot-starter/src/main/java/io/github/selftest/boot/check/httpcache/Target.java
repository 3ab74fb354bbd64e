package io.github.selftest.boot.check.httpcache;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A resource that is to be looked at, before the values of its variables are known.
 *
 * @param name the name by which it is configured
 * @param path path and query, perhaps with variables
 * @param tier how much is asked
 * @param versioned whether the path names the version of the content, {@code null} to
 * find it out
 * @param missingPath the path that is answered with 404, {@code null} for one below the
 * path
 * @param expectations what the author promises
 */
record Target(String name, String path, Tier tier, @Nullable Boolean versioned, @Nullable String missingPath,
		Expectations expectations) {

	private static final String MISSING = "selftest-no-such-resource";

	static Target discovered(String name, String path, Tier tier) {
		return new Target(name, path, tier, null, null, Expectations.NONE);
	}

	/**
	 * Return the resource to ask for.
	 * @param paths what knows the values of variables
	 * @return the resource, nothing if a variable has no value
	 */
	Optional<Resource> resource(TargetPaths paths) {
		return paths.withValues(this.path).map((filled) -> resource(filled, paths));
	}

	private Resource resource(String filled, TargetPaths paths) {
		String asked = Boolean.TRUE.equals(this.versioned) ? paths.versioned(filled) : filled;
		boolean isVersioned = (this.versioned != null) ? this.versioned : VersionedPath.matches(asked);
		return new Resource(this.name, asked, isVersioned, this.expectations);
	}

	/**
	 * Return the path that should be answered with 404.
	 * @param resource the resource
	 */
	String missingPath(Resource resource) {
		if (this.missingPath != null) {
			return this.missingPath;
		}
		String path = resource.path().split("\\?", 2)[0];
		return path + (path.endsWith("/") ? "" : "/") + MISSING;
	}

}
