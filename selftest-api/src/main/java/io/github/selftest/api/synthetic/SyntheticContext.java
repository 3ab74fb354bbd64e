package io.github.selftest.api.synthetic;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

/**
 * What is known of the verified synthetic request that a thread is serving. A thread that
 * serves a user has none. It belongs to the thread that opened it, and is carried to
 * another one by {@link #wrap(Runnable)}; it is never inherited, as a pooled thread would
 * keep it.
 *
 * @since 0.1.0
 */
public final class SyntheticContext {

	/**
	 * The attribute of a servlet request that holds the context, from the first filter to
	 * the access log: {@code %{selftest.synthetic}r} in a pattern of Tomcat.
	 */
	public static final String REQUEST_ATTRIBUTE = "selftest.synthetic";

	private static final ThreadLocal<@Nullable SyntheticContext> CURRENT = new ThreadLocal<>();

	private final String keyId;

	private final @Nullable String runId;

	private final @Nullable String tenant;

	private final @Nullable String fault;

	private SyntheticContext(String keyId, @Nullable String runId, @Nullable String tenant, @Nullable String fault) {
		this.keyId = Objects.requireNonNull(keyId, "'keyId' must not be null");
		this.runId = runId;
		this.tenant = tenant;
		this.fault = fault;
	}

	/**
	 * Return a context for a request that was verified.
	 * @param keyId the id of the key that it was signed with
	 * @param runId what the caller calls the run; {@code null} if it does not say
	 * @param tenant the sandbox tenant; {@code null} for a request that only reads
	 * @param fault the fault that is asked for; {@code null} for none
	 * @return a context that no thread has yet
	 */
	public static SyntheticContext of(String keyId, @Nullable String runId, @Nullable String tenant,
			@Nullable String fault) {
		return new SyntheticContext(keyId, runId, tenant, fault);
	}

	/**
	 * Return the context of the calling thread.
	 * @return the context; empty while the thread serves a user, or nobody
	 */
	public static Optional<SyntheticContext> current() {
		return Optional.ofNullable(CURRENT.get());
	}

	/**
	 * Return whether the calling thread serves a synthetic request. Cheap enough for each
	 * call.
	 * @return whether there is a context
	 */
	public static boolean isActive() {
		return CURRENT.get() != null;
	}

	/**
	 * Make this the context of the calling thread.
	 * @return what gives the thread back the context it had; to be closed on the same
	 * thread, in a {@code finally}
	 */
	public Scope open() {
		return replaceBy(this);
	}

	/**
	 * Take the context off the calling thread, such as for work that the request leaves
	 * behind for users.
	 * @return what gives the thread back the context it had; to be closed on the same
	 * thread, in a {@code finally}
	 */
	public static Scope openWithout() {
		return replaceBy(null);
	}

	private static Scope replaceBy(@Nullable SyntheticContext next) {
		SyntheticContext previous = CURRENT.get();
		set(next);
		return () -> set(previous);
	}

	private static void set(@Nullable SyntheticContext context) {
		if (context != null) {
			CURRENT.set(context);
		}
		else {
			CURRENT.remove();
		}
	}

	/**
	 * Carry the context of the calling thread to the one that will run the task.
	 * @param task the task
	 * @return the task itself if the calling thread has no context
	 */
	public static Runnable wrap(Runnable task) {
		SyntheticContext context = CURRENT.get();
		if (context == null) {
			return task;
		}
		return () -> {
			Scope scope = context.open();
			try {
				task.run();
			}
			finally {
				scope.close();
			}
		};
	}

	/**
	 * Carry the context of the calling thread to the one that will call the task.
	 * @param <T> what the task returns
	 * @param task the task
	 * @return the task itself if the calling thread has no context
	 */
	public static <T extends @Nullable Object> Callable<T> wrap(Callable<T> task) {
		SyntheticContext context = CURRENT.get();
		if (context == null) {
			return task;
		}
		return () -> {
			Scope scope = context.open();
			try {
				return task.call();
			}
			finally {
				scope.close();
			}
		};
	}

	/**
	 * Return the id of the key that the request was signed with.
	 * @return an id from the configuration of this service
	 */
	public String keyId() {
		return this.keyId;
	}

	/**
	 * Return what the caller calls the run. It is not signed, and good for log lines
	 * only.
	 * @return letters, digits, {@code .}, {@code _} and {@code -}; empty if not said
	 */
	public Optional<String> runId() {
		return Optional.ofNullable(this.runId);
	}

	/**
	 * Return the sandbox tenant that the request acts for.
	 * @return a tenant that the key allows; empty for a request that only reads
	 */
	public Optional<String> tenant() {
		return Optional.ofNullable(this.tenant);
	}

	/**
	 * Return the fault that the request asks for.
	 * @return a fault that the key allows; empty for none
	 */
	public Optional<String> fault() {
		return Optional.ofNullable(this.fault);
	}

	/**
	 * Return key and run, as an access log may show them.
	 */
	@Override
	public String toString() {
		return (this.runId != null) ? this.keyId + "/" + this.runId : this.keyId;
	}

	/**
	 * Gives a thread back the context that it had before.
	 */
	@FunctionalInterface
	public interface Scope extends AutoCloseable {

		@Override
		void close();

	}

}
