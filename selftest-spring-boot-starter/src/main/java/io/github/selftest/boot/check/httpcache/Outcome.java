package io.github.selftest.boot.check.httpcache;

/**
 * What came of a request.
 */
sealed interface Outcome permits Response, Failure {

}
