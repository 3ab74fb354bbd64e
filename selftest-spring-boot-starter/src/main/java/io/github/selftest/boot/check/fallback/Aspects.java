package io.github.selftest.boot.check.fallback;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.Ordered;
import org.springframework.util.ClassUtils;

/**
 * The aspects of Resilience4j that are at work, and their order.
 */
final class Aspects {

	private static final String AUTO_PROXY = "org.springframework.aop.config.internalAutoProxyCreator";

	private static final Protection[] BY_DEFAULT = { Protection.RETRY, Protection.CIRCUIT_BREAKER,
			Protection.RATE_LIMITER, Protection.TIME_LIMITER, Protection.BULKHEAD, Protection.THREAD_POOL_BULKHEAD,
			Protection.TIMER };

	private final Map<Protection, Integer> orders;

	Aspects(Map<Protection, Integer> orders) {
		this.orders = orders;
	}

	static Aspects in(ConfigurableListableBeanFactory beans) {
		Map<Protection, Integer> orders = new EnumMap<>(Protection.class);
		for (Protection protection : BY_DEFAULT) {
			Integer order = order(beans, protection.aspect());
			if (order != null) {
				orders.put(protection, order);
			}
		}
		return new Aspects(orders);
	}

	private static @Nullable Integer order(ConfigurableListableBeanFactory beans, String aspect) {
		if (!beans.containsBean(AUTO_PROXY) || !ClassUtils.isPresent(aspect, beans.getBeanClassLoader())) {
			return null;
		}
		Class<?> type = ClassUtils.resolveClassName(aspect, beans.getBeanClassLoader());
		for (String name : beans.getBeanNamesForType(type, true, false)) {
			// Spring AOP creates the aspects itself, before any bean that they may advise
			if (beans.getBean(name) instanceof Ordered ordered) {
				return ordered.getOrder();
			}
		}
		return null;
	}

	boolean see(Protection protection) {
		return this.orders.containsKey(protection);
	}

	Comparator<Guard> outermostFirst() {
		return Comparator.comparingInt((guard) -> order(guard.protection()));
	}

	private int order(Protection protection) {
		return Optional.ofNullable(this.orders.get(protection)).orElseGet(() -> byDefault(protection));
	}

	private static int byDefault(Protection protection) {
		return Integer.MAX_VALUE - BY_DEFAULT.length + List.of(BY_DEFAULT).indexOf(protection);
	}

	/**
	 * Return whether one is called before the other.
	 * @param outer the one
	 * @param inner the other
	 * @return whether the first is outside
	 */
	boolean isOutside(Protection outer, Protection inner) {
		return order(outer) < order(inner);
	}

	/**
	 * Return the order of the outermost aspect.
	 * @return the lowest order
	 */
	Optional<Integer> outermost() {
		return this.orders.values().stream().min(Comparator.naturalOrder());
	}

}
