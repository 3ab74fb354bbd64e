package io.github.selftest.boot.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Says that something is known and nobody is to be alarmed of it for a while. Immutable.
 *
 * @param id tells it from others
 * @param checks ids of the checks that do not count and give no alert
 * @param groups names of the groups that give no alert
 * @param all whether nothing gives an alert
 * @param reason why
 * @param author who has said so
 * @param from when it began
 * @param until when it ends by itself
 * @param configured whether it comes from the configuration, and so is there again after
 * a restart
 */
public record Mute(String id, Set<String> checks, Set<String> groups, boolean all, String reason, String author,
		Instant from, Instant until, boolean configured) {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm'Z'").withZone(ZoneOffset.UTC);

	private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm'Z'")
		.withZone(ZoneOffset.UTC);

	public Mute {
		checks = Set.copyOf(checks);
		groups = Set.copyOf(groups);
		until = until.truncatedTo(ChronoUnit.MILLIS);
	}

	/**
	 * Return what is muted, in words.
	 * @return such as {@code check 'catalogueIsFast'}
	 */
	public String subject() {
		if (this.all) {
			return "everything";
		}
		List<String> names = new ArrayList<>();
		new TreeSet<>(this.checks).forEach((check) -> names.add("check '" + check + "'"));
		new TreeSet<>(this.groups).forEach((group) -> names.add("group '" + group + "'"));
		return String.join(", ", names);
	}

	/**
	 * Return the end, as short as it can be said to somebody who reads it before it
	 * comes.
	 * @param now the time of day
	 * @return the time, with the date if that is more than a day away
	 */
	String untilSeenFrom(Instant now) {
		boolean soon = this.until.isBefore(now.plus(Duration.ofDays(1)));
		return (soon ? TIME : DATE).format(this.until);
	}

	boolean isOver(Instant now) {
		return !now.isBefore(this.until);
	}

	@Override
	public String toString() {
		return "%s until %s by %s: %s".formatted(subject(), this.until, this.author, this.reason);
	}

}
