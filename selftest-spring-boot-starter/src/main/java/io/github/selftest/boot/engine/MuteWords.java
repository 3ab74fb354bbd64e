package io.github.selftest.boot.engine;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Words for what is muted in the reason of a verdict.
 */
final class MuteWords {

	private final List<CheckReport> muted;

	private final @Nullable Mute mute;

	private final Instant now;

	/**
	 * Create the words.
	 * @param muted the checks that do not count for it
	 * @param mute the mute of the group
	 * @param now the time of day
	 */
	MuteWords(List<CheckReport> muted, @Nullable Mute mute, Instant now) {
		this.muted = muted;
		this.mute = mute;
		this.now = now;
	}

	String ok() {
		StringBuilder reason = new StringBuilder(Reason.OK);
		if (!this.muted.isEmpty()) {
			reason.append(", ").append(this.muted.size()).append(" muted: ").append(checks());
		}
		if (this.mute != null) {
			reason.append(", alerts muted until ").append(this.mute.untilSeenFrom(this.now));
		}
		return Reason.plain(reason.toString());
	}

	String nothingCounts(String group) {
		return Reason.plain("all checks of group '%s' that count are muted: %s".formatted(group, checks()));
	}

	private String checks() {
		return this.muted.stream().map(this::check).collect(Collectors.joining(", "));
	}

	private String check(CheckReport report) {
		Mute mute = report.mute();
		return (mute != null) ? report.id() + " until " + mute.untilSeenFrom(this.now) : report.id();
	}

}
