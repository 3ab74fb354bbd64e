package io.github.selftest.boot.synthetic.propagation;

import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.async.CallableProcessingInterceptor;

import io.github.selftest.api.synthetic.SyntheticContext;

/**
 * Gives the thread that runs the second half of an asynchronous request the context of
 * that request, and takes it away again.
 */
final class AsyncRequestInterceptor implements CallableProcessingInterceptor {

	// by the thread and not by the request, which may be over before its task is
	private static final ThreadLocal<SyntheticContext.@Nullable Scope> OPENED = new ThreadLocal<>();

	@Override
	public <T> void preProcess(NativeWebRequest request, Callable<T> task) {
		SyntheticContext context = contextOf(request);
		if (context != null) {
			OPENED.set(context.open());
		}
	}

	@Override
	public <T> void postProcess(NativeWebRequest request, Callable<T> task, @Nullable Object result) {
		SyntheticContext.Scope scope = OPENED.get();
		if (scope != null) {
			OPENED.remove();
			scope.close();
		}
	}

	private static @Nullable SyntheticContext contextOf(NativeWebRequest request) {
		try {
			return (request.getAttribute(SyntheticContext.REQUEST_ATTRIBUTE,
					RequestAttributes.SCOPE_REQUEST) instanceof SyntheticContext context) ? context : null;
		}
		catch (IllegalStateException ex) {
			// the client went away before the task had a thread, which then works for
			// nobody
			return null;
		}
	}

}
