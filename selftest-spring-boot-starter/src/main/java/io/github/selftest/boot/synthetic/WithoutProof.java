package io.github.selftest.boot.synthetic;

import java.util.Collections;
import java.util.Enumeration;
import java.util.Set;
import java.util.TreeSet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

import io.github.selftest.api.synthetic.SyntheticSigner;

/**
 * A verified request as the service sees it. Its proof is nobody else's: whoever shows or
 * copies headers, such as Actuator's exchanges, would else tell a token that stays good,
 * or a signature that other instances still take.
 */
final class WithoutProof extends HttpServletRequestWrapper {

	private static final Set<String> PROOFS = proofs();

	private WithoutProof(HttpServletRequest request) {
		super(request);
	}

	static HttpServletRequest of(HttpServletRequest request) {
		boolean hasProof = request.getHeader(SyntheticSigner.SIGNATURE) != null
				|| request.getHeader(Claim.TOKEN) != null;
		return hasProof ? new WithoutProof(request) : request;
	}

	private static Set<String> proofs() {
		Set<String> proofs = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
		proofs.add(SyntheticSigner.SIGNATURE);
		proofs.add(Claim.TOKEN);
		return proofs;
	}

	@Override
	public @Nullable String getHeader(String name) {
		return PROOFS.contains(name) ? null : super.getHeader(name);
	}

	@Override
	public Enumeration<String> getHeaders(String name) {
		return PROOFS.contains(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
	}

	@Override
	public Enumeration<String> getHeaderNames() {
		return Collections.enumeration(
				Collections.list(super.getHeaderNames()).stream().filter((name) -> !PROOFS.contains(name)).toList());
	}

}
