package io.github.selftest.boot.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.selftest.api.CheckDefinition;

/**
 * What is muted. Changed under the lock of the engine, read without it. Each change is a
 * line in the log, so that nobody wonders later why there was no alert.
 */
final class MuteBook {

	private static final Logger logger = LoggerFactory.getLogger("selftest.mute");

	private final EngineLock lock;

	/** What is over already is in here until {@link #removeOver(Instant)}. */
	private volatile List<Mute> mutes;

	private boolean toldConfigured;

	MuteBook(EngineLock lock, Collection<Mute> configured) {
		this.lock = lock;
		this.mutes = List.copyOf(configured);
	}

	boolean isEmpty() {
		return this.mutes.isEmpty();
	}

	List<Mute> at(Instant now) {
		return this.mutes.stream().filter((mute) -> !mute.isOver(now)).toList();
	}

	/**
	 * Return the mute by which a check does not count.
	 * @param check the id of the check
	 * @return the one that lasts longest, {@code null} if there is none
	 */
	@Nullable Mute ofCheck(String check) {
		return longest((mute) -> mute.checks().contains(check));
	}

	/**
	 * Return the mute by which a group gives no alert.
	 * @param group the name of the group
	 * @return the one that lasts longest, {@code null} if there is none
	 */
	@Nullable Mute ofGroup(String group) {
		return longest((mute) -> mute.all() || mute.groups().contains(group));
	}

	/**
	 * Return the mute by which a check gives no alert: its own, or those of all its
	 * groups.
	 * @param check the check
	 * @return one of them, {@code null} if it gives alerts
	 */
	@Nullable Mute silencing(CheckDefinition check) {
		if (isEmpty()) {
			return null;
		}
		Mute own = longest((mute) -> mute.all() || mute.checks().contains(check.id()));
		if (own != null) {
			return own;
		}
		Mute first = null;
		for (String group : check.groups()) {
			Mute mute = ofGroup(group);
			if (mute == null) {
				return null;
			}
			first = (first != null && first.until().isBefore(mute.until())) ? first : mute;
		}
		return first;
	}

	private @Nullable Mute longest(Predicate<Mute> which) {
		return this.mutes.stream().filter(which).max(Comparator.comparing(Mute::until)).orElse(null);
	}

	Mute add(MuteOrder order, Instant now, Collection<String> groups) {
		if (at(now).size() >= Mutes.MAX) {
			throw new IllegalStateException("%d things are muted already".formatted(Mutes.MAX));
		}
		Mute mute = order.toMute(newId(), now, false, groups);
		List<Mute> mutes = new ArrayList<>(this.mutes);
		mutes.add(mute);
		this.mutes = List.copyOf(mutes);
		this.lock.afterwards(() -> logger.warn("Muted '{}', which is gone with this process: {}", mute.id(), mute));
		return mute;
	}

	private String newId() {
		return "m" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
	}

	Optional<Mute> remove(String id, Instant now) {
		Optional<Mute> found = at(now).stream().filter((mute) -> mute.id().equals(id)).findFirst();
		found.ifPresent((mute) -> {
			this.mutes = this.mutes.stream().filter((other) -> !other.equals(mute)).toList();
			this.lock.afterwards(() -> logger
				.warn(mute.configured() ? "No longer muted '{}', until the next start, as it is configured: {}"
						: "No longer muted '{}': {}", mute.id(), mute));
		});
		return found;
	}

	/**
	 * Forget what is over.
	 * @param now the time of day
	 * @return whether there was any
	 */
	boolean removeOver(Instant now) {
		List<Mute> over = this.mutes.stream().filter((mute) -> mute.isOver(now)).toList();
		if (!over.isEmpty()) {
			this.mutes = at(now);
			this.lock.afterwards(() -> over.forEach((mute) -> logger.warn("Mute '{}' is over: {}", mute.id(), mute)));
		}
		return !over.isEmpty();
	}

	/**
	 * Say once what the configuration mutes.
	 * @param now the time of day
	 */
	void sayConfigured(Instant now) {
		if (!this.toldConfigured) {
			this.toldConfigured = true;
			List<Mute> over = this.mutes.stream().filter((mute) -> mute.isOver(now)).toList();
			List<Mute> active = at(now);
			this.mutes = active;
			this.lock.afterwards(() -> {
				active.forEach((mute) -> logger.warn("Muted '{}' by the configuration: {}", mute.id(), mute));
				over.forEach((mute) -> logger.warn(
						"Property 'selftest.mutes.{}' mutes nothing any longer, and may be removed: {}", mute.id(),
						mute));
			});
		}
	}

}
