package io.github.selftest.boot.check.httpcache;

import java.time.Duration;
import java.util.Map;

import org.springframework.util.unit.DataSize;

/**
 * How probes are sent.
 *
 * @param timeout the longest time to wait for one answer
 * @param maxBody the size of a body after which to stop
 * @param variedHeaders the headers that are varied one by one, with the values to send
 */
record ProbeSettings(Duration timeout, DataSize maxBody, Map<String, String> variedHeaders) {

}
