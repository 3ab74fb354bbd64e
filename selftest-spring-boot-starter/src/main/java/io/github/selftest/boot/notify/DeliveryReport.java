package io.github.selftest.boot.notify;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How the deliveries to a target stand.
 *
 * @param accepted alerts that the target has accepted, test alerts included
 * @param failed attempts that failed
 * @param givenUp alerts that are lost, as the target refused or redirected them again and
 * again, or as alerts of too many checks waited
 * @param waiting alerts that wait
 * @param folded alerts that gave way to later ones about the same check or group
 * @param trouble how the last attempt failed, {@code null} when it did not
 * @param troubleSince since when attempts fail
 */
record DeliveryReport(long accepted, long failed, long givenUp, int waiting, long folded, @Nullable Outcome trouble,
		@Nullable Instant troubleSince) {
}
