package io.github.selftest.boot.identity;

import java.nio.file.Path;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the role of an instance in a rollout is found.
 *
 * @param labelsFile File with the labels of the pod, mounted from the downward API of
 * Kubernetes; it may be missing.
 * @param roleLabel Label that holds the role: canary, stable, active or preview.
 */
@ConfigurationProperties("selftest.rollout")
record IdentityProperties(@DefaultValue("/etc/podinfo/labels") Path labelsFile,
		@DefaultValue("role") String roleLabel) {

}
