package io.github.selftest.boot.rollout.tags;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import org.springframework.core.Ordered;

import io.github.selftest.boot.identity.Identity;

/**
 * Adds what stays the same for the life of a pod to every meter. Comes last, so that it
 * sees the tags of the user, which stay as they are. The role is not among them: it
 * changes in place.
 */
final class ReleaseTagsFilter implements MeterFilter, Ordered {

	private static final String UNKNOWN = "unknown";

	/** What the identity says of a service without a name. */
	private static final String NAMELESS = "application";

	private final List<Tag> tags;

	ReleaseTagsFilter(Identity identity) {
		List<Tag> known = new ArrayList<>();
		addIfKnown(known, "application", identity.app(), NAMELESS);
		addIfKnown(known, "version", identity.version(), UNKNOWN);
		addIfKnown(known, "pod_template_hash", identity.podTemplateHash(), UNKNOWN);
		this.tags = List.copyOf(known);
	}

	private static void addIfKnown(List<Tag> tags, String key, String value, String unknown) {
		if (!value.isEmpty() && !value.equals(unknown)) {
			tags.add(Tag.of(key, value));
		}
	}

	@Override
	public Meter.Id map(Meter.Id id) {
		List<Tag> missing = this.tags.stream().filter((tag) -> id.getTag(tag.getKey()) == null).toList();
		return missing.isEmpty() ? id : id.withTags(missing);
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
