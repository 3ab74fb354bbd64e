package io.github.selftest.boot.fault;

import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

import io.github.selftest.api.synthetic.SyntheticContext;

/**
 * Tells which request a subscription belongs to: the one that its Reactor context names,
 * as Micrometer's context propagation writes it there, else that of the thread which
 * subscribes. Who made the publisher has no say.
 */
final class SubscriberContext {

	private SubscriberContext() {
	}

	static @Nullable SyntheticContext of(ContextView view) {
		Object carried = view.getOrDefault(SyntheticContext.REQUEST_ATTRIBUTE, null);
		return (carried instanceof SyntheticContext context) ? context : SyntheticContext.current().orElse(null);
	}

}
