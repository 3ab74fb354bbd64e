package io.github.selftest.boot.endpoint;

/**
 * What a request is answered with: at once, or when something has happened.
 */
sealed interface Answer permits SelfTestResponse, Waiting {

}
