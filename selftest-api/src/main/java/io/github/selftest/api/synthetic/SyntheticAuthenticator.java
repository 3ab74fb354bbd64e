package io.github.selftest.api.synthetic;

/**
 * Recognises synthetic requests by another proof than a signature of ours, such as a
 * certificate of the client, a token of an identity provider or a signature after RFC
 * 9421. To be implemented as a bean.
 * <p>
 * Called on the thread that serves the request, before all filters of the service, and
 * for requests only that carry the mark and neither a signature nor a token of ours. The
 * beans are asked in their order until one knows the proof. What it throws counts as a
 * proof that is not valid.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface SyntheticAuthenticator {

	/**
	 * Examine the proof of a request.
	 * @param claim the request
	 * @return what became of it
	 * @throws Exception if the proof cannot be examined
	 */
	SyntheticProof authenticate(SyntheticClaim claim) throws Exception;

}
