package io.github.selftest.boot.rollout.tags;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the tags of a release.
 *
 * @param enabled Whether every meter of the service carries 'application', 'version' and
 * 'pod_template_hash' as far as they are known. A tag that is there already stays.
 */
@ConfigurationProperties(prefix = "selftest.rollout.tags", ignoreUnknownFields = false)
record RolloutTagsProperties(@DefaultValue("false") boolean enabled) {

}
