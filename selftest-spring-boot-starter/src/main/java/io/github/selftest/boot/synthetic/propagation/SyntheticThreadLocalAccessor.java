package io.github.selftest.boot.synthetic.propagation;

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

import io.github.selftest.api.synthetic.SyntheticContext;

/**
 * Lets whoever carries contexts between threads with Micrometer's context propagation
 * carry ours as well. Public, as it is found by {@link java.util.ServiceLoader}.
 *
 * @since 0.1.0
 */
public final class SyntheticThreadLocalAccessor implements ThreadLocalAccessor<SyntheticContext> {

	/**
	 * Create the accessor; called by {@link java.util.ServiceLoader}.
	 */
	public SyntheticThreadLocalAccessor() {
	}

	@Override
	public Object key() {
		return SyntheticContext.REQUEST_ATTRIBUTE;
	}

	@Override
	public @Nullable SyntheticContext getValue() {
		return SyntheticContext.current().orElse(null);
	}

	@Override
	public void setValue(SyntheticContext value) {
		value.open();
	}

	@Override
	public void setValue() {
		SyntheticContext.openWithout();
	}

}
