package io.github.selftest.boot.rollout.analysis;

import java.time.Duration;
import java.util.List;

/**
 * What a rule looks at: a metric, and what it needs to know of its surroundings.
 *
 * @param template the template
 * @param metric the metric of it
 * @param calls where rollouts use the template, as far as they were given
 * @param scrapeInterval how often Prometheus asks the service
 */
record Subject(Template template, Metric metric, List<Call> calls, Duration scrapeInterval) {

}
