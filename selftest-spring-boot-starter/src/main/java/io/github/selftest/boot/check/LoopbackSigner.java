package io.github.selftest.boot.check;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Proves that a request of this service to itself is synthetic. Without one, requests
 * carry the mark and an {@link OwnMark}.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface LoopbackSigner {

	/**
	 * Sign a request.
	 * @param method the method
	 * @param target path and query as they go over the wire
	 * @param tenant the sandbox tenant that the check has set, {@code null} for none
	 * @param fault the fault that the check has set, {@code null} for none
	 * @param body the body; empty for none
	 * @return the headers to send; tenant and fault may be among them
	 */
	Map<String, String> headers(String method, String target, @Nullable String tenant, @Nullable String fault,
			byte[] body);

}
