package io.github.selftest.boot.fault;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.selftest.api.synthetic.SyntheticContext;
import io.github.selftest.boot.fault.FaultCounts.Skipped;

/**
 * The faults that requests have asked for. Only those of requests that came through the
 * filter are known, so a context that somebody else makes has none.
 */
final class Faults {

	private static final Logger logger = LoggerFactory.getLogger("selftest.fault");

	/** Longer than any time to live, so that what comes too late is counted. */
	private static final Duration QUIET_AFTER = Duration.ofMinutes(10);

	private final Map<SyntheticContext, ArmedFault> armed = Collections.synchronizedMap(new WeakHashMap<>());

	private final Map<String, Point> points;

	private final FaultCounts counts;

	private final Semaphore places;

	private final int maxConcurrent;

	private final Duration maxDelay;

	private final Duration timeToLive;

	private final Path stopFile;

	private final LongSupplier nanoTime;

	private volatile @Nullable Long lastArmed;

	Faults(FaultProperties properties, LongSupplier nanoTime) {
		this.points = properties.points()
			.entrySet()
			.stream()
			.collect(Collectors.toUnmodifiableMap(Map.Entry::getKey,
					(entry) -> Point.of(entry.getKey(), entry.getValue())));
		this.counts = new FaultCounts(this.points.keySet());
		this.maxConcurrent = properties.maxConcurrent();
		this.places = new Semaphore(this.maxConcurrent);
		this.maxDelay = properties.maxDelay();
		this.timeToLive = properties.timeToLive();
		this.stopFile = properties.whereToStop();
		this.nanoTime = nanoTime;
	}

	/**
	 * Take the fault of a request that was verified.
	 * @param context its context
	 * @param text the fault it asks for
	 * @param told what is told of the fault when it happens
	 * @return why the request may not be served, empty if it may
	 */
	Optional<FaultRefusal> arm(SyntheticContext context, String text, Told told) {
		Optional<FaultSpec> fault = FaultSpec.parse(text);
		FaultRefusal refusal = null;
		if (fault.isEmpty()) {
			refusal = FaultRefusal.MALFORMED;
		}
		else if (fault.get().time().compareTo(this.maxDelay) > 0) {
			refusal = FaultRefusal.TOO_LONG;
		}
		else if (context.tenant().isEmpty()) {
			refusal = FaultRefusal.NO_TENANT;
		}
		if (refusal != null) {
			this.counts.refused(refusal).increment();
			return Optional.of(refusal);
		}
		fault.ifPresent((asked) -> arm(context, asked, told));
		return Optional.empty();
	}

	private void arm(SyntheticContext context, FaultSpec fault, Told told) {
		Point point = this.points.get(fault.point());
		if (point == null) {
			this.counts.skipped(Skipped.UNKNOWN_POINT).increment();
			return;
		}
		long now = this.nanoTime.getAsLong();
		this.lastArmed = now;
		this.armed.put(context, new ArmedFault(fault, point, now, told));
	}

	/**
	 * Return whether the calling thread serves a request that asked for a fault.
	 * @return {@code false}, at once, while it serves a user
	 */
	boolean isArmed() {
		return SyntheticContext.isActive() && SyntheticContext.current().filter(this::isArmed).isPresent();
	}

	/**
	 * Return whether a request asked for a fault.
	 * @param request its context
	 * @return whether it did
	 */
	boolean isArmed(SyntheticContext request) {
		return this.armed.containsKey(request);
	}

	/**
	 * Return whether the request of the calling thread asked that a point fails at once.
	 * @param type what is called
	 * @param target which one
	 * @return whether it did
	 */
	boolean isErrorAsked(PointType type, String target) {
		ArmedFault fault = SyntheticContext.current().map(this.armed::get).orElse(null);
		return fault != null && fault.point().matches(type, target) && fault.spec().mode() == FaultMode.ERROR;
	}

	/**
	 * Start the fault of the calling thread, if it is for a point.
	 * @param type what is called
	 * @param target which one
	 * @return the fault, to be closed when it is over; {@code null} for a call without
	 */
	@Nullable Injection begin(PointType type, String target) {
		if (!SyntheticContext.isActive()) {
			return null;
		}
		SyntheticContext request = SyntheticContext.current().orElse(null);
		return (request != null) ? begin(type, target, request) : null;
	}

	/**
	 * Start the fault of a request, if it is for a point.
	 * @param type what is called
	 * @param target which one
	 * @param request the context of the request that calls, whatever thread does it
	 * @return the fault, to be closed when it is over; {@code null} for a call without
	 */
	@Nullable Injection begin(PointType type, String target, SyntheticContext request) {
		ArmedFault fault = this.armed.get(request);
		if (fault == null || !fault.point().matches(type, target)) {
			return null;
		}
		return isDue(fault) ? begin(fault, request) : null;
	}

	/**
	 * Return whether no request has asked for a fault for so long that none can be due.
	 * @return {@code false} for some time after each request that asked for one
	 */
	boolean isQuiet() {
		Long last = this.lastArmed;
		return last == null || this.nanoTime.getAsLong() - last > QUIET_AFTER.toNanos();
	}

	private boolean isDue(ArmedFault fault) {
		// what cannot be looked at stops as well
		if (!Files.notExists(this.stopFile)) {
			this.counts.skipped(Skipped.STOPPED).increment();
			return false;
		}
		if (this.nanoTime.getAsLong() - fault.since() > this.timeToLive.toNanos()) {
			this.counts.skipped(Skipped.EXPIRED).increment();
			return false;
		}
		if (!this.places.tryAcquire()) {
			this.counts.overflow().increment();
			return false;
		}
		return true;
	}

	private Injection begin(ArmedFault fault, SyntheticContext request) {
		this.counts.injected(fault.spec()).increment();
		tell(fault);
		logger.info("fault={} key={}", fault.spec(), request);
		return new Injection(fault.spec(), this.places::release, this.nanoTime);
	}

	// a server that takes no header any more must not keep the place of the fault
	private static void tell(ArmedFault fault) {
		try {
			fault.told().happened(fault.spec());
		}
		catch (RuntimeException ex) {
			logger.debug("The answer could not be told of fault '{}'", fault.spec(), ex);
		}
	}

	FaultCounts counts() {
		return this.counts;
	}

	int active() {
		return this.maxConcurrent - this.places.availablePermits();
	}

	/**
	 * Is told when a fault happens.
	 */
	@FunctionalInterface
	interface Told {

		/**
		 * It happens now, on the calling thread.
		 * @param fault the fault
		 */
		void happened(FaultSpec fault);

	}

	private record ArmedFault(FaultSpec spec, Point point, long since, Told told) {

	}

	private record Point(PointType type, String target) {

		static Point of(String name, FaultProperties.Point point) {
			PointType type = (point.type() != null) ? point.type() : PointType.BREAKER;
			String target = (point.target() != null) ? point.target() : name;
			return new Point(type, (type == PointType.HTTP_CLIENT) ? target.toLowerCase(Locale.ROOT) : target);
		}

		boolean matches(PointType type, String target) {
			return this.type == type && (this.target.equals(target)
					|| (type == PointType.HTTP_CLIENT && target.startsWith(this.target + ":")));
		}

	}

}
