package io.github.selftest.boot.check.fallback;

import java.lang.StackWalker.Option;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.timelimiter.TimeLimiter;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * Counts the failing calls of methods whose fallback is named and cannot be found.
 * Resilience4j asks no decorator about these, so the events of their instances are
 * watched. In a service without such a defect nothing is.
 * <p>
 * Breakers, retries and time limiters tell of calls that failed. Bulkheads and rate
 * limiters tell of those that they refused only, so where the method has one of the
 * former too, that is watched in their place or besides.
 */
final class MissingFallbacks {

	private static final StackWalker STACK = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE);

	private static final Set<Protection> SEE_FAILURES = EnumSet.of(Protection.CIRCUIT_BREAKER, Protection.RETRY,
			Protection.TIME_LIMITER);

	private final FallbackTallies tallies;

	private final Map<InstanceName, Broken> broken = new ConcurrentHashMap<>();

	/**
	 * Weak, as instances leave their registries. What publishes is equal to itself only.
	 */
	private final Set<Object> watched = Collections.newSetFromMap(new WeakHashMap<>());

	private boolean watchesComing;

	MissingFallbacks(FallbackTallies tallies) {
		this.tallies = tallies;
	}

	/**
	 * Watch the instances of methods that have such a defect, those that are there and
	 * those that come with their first call.
	 * @param inventory knows methods and instances
	 */
	synchronized void watch(Inventory inventory) {
		Map<InstanceName, List<GuardedMethod>> methods = new HashMap<>();
		inventory.methods()
			.stream()
			.filter(MissingFallbacks::isBroken)
			.forEach((method) -> watchmen(method)
				.forEach((guard) -> methods.computeIfAbsent(guard.instance(), (key) -> new ArrayList<>()).add(method)));
		methods.forEach((instance, broken) -> this.broken.put(instance,
				new Broken(broken, isSole(inventory, instance), hasNamed(broken, instance))));
		if (this.broken.isEmpty()) {
			return;
		}
		if (!this.watchesComing) {
			this.watchesComing = true;
			inventory.sources().forEach((source) -> source.onAdded(this::watch));
		}
		inventory.instances().forEach(this::watch);
	}

	private synchronized void watch(Instance instance) {
		InstanceName name = new InstanceName(instance.protection(), instance.name());
		if (this.broken.containsKey(name) && this.watched.add(instance.events())) {
			watch(instance.value(), () -> failed(name), () -> refused(name));
		}
	}

	private static boolean isBroken(GuardedMethod method) {
		return !method.withFallback().isEmpty() && method.withFallback()
			.stream()
			.allMatch((guard) -> guard.isFallbackFixed() && Fallbacks.of(method, guard.fallback()).used().isEmpty());
	}

	private static List<Guard> watchmen(GuardedMethod method) {
		Guard named = method.withFallback().get(0);
		Optional<Guard> other = method.guards()
			.stream()
			.filter((guard) -> SEE_FAILURES.contains(guard.protection()) && guard.isNameFixed())
			.findFirst();
		if (SEE_FAILURES.contains(named.protection()) || other.isEmpty()) {
			return List.of(named);
		}
		// what is outside sees refusals as failures too; what is inside never hears of
		// them
		boolean isOutside = method.guards().indexOf(other.get()) < method.guards().indexOf(named);
		return isOutside ? List.of(other.get()) : List.of(named, other.get());
	}

	private static boolean isSole(Inventory inventory, InstanceName instance) {
		return inventory.methods()
			.stream()
			.flatMap((method) -> method.guards().stream())
			.filter((guard) -> guard.instance().equals(instance))
			.count() == 1;
	}

	private static boolean hasNamed(List<GuardedMethod> methods, InstanceName instance) {
		return methods.stream()
			.flatMap((method) -> method.withFallback().stream())
			.anyMatch((guard) -> guard.instance().equals(instance));
	}

	private static void watch(Object instance, Runnable failed, Runnable refused) {
		if (instance instanceof CircuitBreaker breaker) {
			breaker.getEventPublisher().onError((event) -> failed.run()).onCallNotPermitted((event) -> refused.run());
			breaker.getEventPublisher().onIgnoredError((event) -> failed.run());
		}
		else if (instance instanceof Retry retry) {
			retry.getEventPublisher().onError((event) -> failed.run()).onIgnoredError((event) -> failed.run());
		}
		else if (instance instanceof RateLimiter limiter) {
			limiter.getEventPublisher().onFailure((event) -> refused.run());
		}
		else if (instance instanceof TimeLimiter limiter) {
			limiter.getEventPublisher().onError((event) -> failed.run()).onTimeout((event) -> failed.run());
		}
		else if (instance instanceof Bulkhead bulkhead) {
			bulkhead.getEventPublisher().onCallRejected((event) -> refused.run());
		}
	}

	private void refused(InstanceName instance) {
		Broken known = this.broken.get(instance);
		if (known != null && known.named()) {
			failed(instance);
		}
	}

	private void failed(InstanceName instance) {
		Broken known = this.broken.get(instance);
		GuardedMethod method = (known != null) ? known.called() : null;
		if (method != null) {
			this.tallies.of(method.type(), method.method()).missing();
		}
	}

	private static @Nullable GuardedMethod called(List<GuardedMethod> broken) {
		return STACK.walk((frames) -> frames
			.flatMap((frame) -> broken.stream()
				.filter((method) -> method.method().getName().equals(frame.getMethodName())
						&& ClassUtils.getUserClass(frame.getDeclaringClass()) == method.type()))
			.findFirst()
			.orElse(null));
	}

	/**
	 * Methods behind one instance.
	 *
	 * @param methods those whose fallback cannot be found
	 * @param sole whether there are no others
	 * @param named whether it is the instance whose annotation names a fallback
	 */
	private record Broken(List<GuardedMethod> methods, boolean sole, boolean named) {

		@Nullable GuardedMethod called() {
			return this.sole ? this.methods.get(0) : MissingFallbacks.called(this.methods);
		}

	}

}
