package io.github.selftest.boot.check.httpcache;

/**
 * What is looked at.
 *
 * @param id the name by which it is configured
 * @param path the path with its query
 * @param versioned whether the path names the version of its content, so that the content
 * never changes
 * @param expectations what the author declared
 */
record Resource(String id, String path, boolean versioned, Expectations expectations) {

}
