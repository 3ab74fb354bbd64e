package io.github.selftest.boot.synthetic.propagation;

import org.springframework.core.task.TaskDecorator;

import io.github.selftest.api.synthetic.SyntheticContext;

/**
 * Carries the context to the thread of an executor. A task that a user gave is left as it
 * is.
 */
final class PropagatingTaskDecorator implements TaskDecorator {

	@Override
	public Runnable decorate(Runnable task) {
		return SyntheticContext.wrap(task);
	}

}
