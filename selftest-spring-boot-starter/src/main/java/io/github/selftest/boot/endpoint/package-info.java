/**
 * The Actuator endpoint {@code selftest}: what it answers, in which documents and with
 * which status, and how it is mapped so that no configuration of the host can change
 * that. {@link io.github.selftest.boot.endpoint.SelfTestHttp} knows HTTP and no servlet;
 * {@link io.github.selftest.boot.endpoint.SelfTestHandlerMapping} knows servlets and
 * nothing else.
 */
@NullMarked
package io.github.selftest.boot.endpoint;

import org.jspecify.annotations.NullMarked;
