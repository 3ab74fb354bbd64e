package io.github.selftest.api.synthetic;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A request that carries the mark, before it is known whether it may.
 *
 * @since 0.1.0
 */
public interface SyntheticClaim {

	/**
	 * Return the method.
	 * @return the method as it came over the wire
	 */
	String method();

	/**
	 * Return path and query.
	 * @return the target as this service received it
	 */
	String target();

	/**
	 * Return the sandbox tenant that the request asks for.
	 * @return the tenant; empty for none
	 */
	Optional<String> tenant();

	/**
	 * Return the fault that the request asks for.
	 * @return the fault; empty for none
	 */
	Optional<String> fault();

	/**
	 * Return a header.
	 * @param name the name
	 * @return its values; empty without the header
	 */
	List<String> headers(String name);

	/**
	 * Return what the container knows of the request, such as
	 * {@code jakarta.servlet.request.X509Certificate}.
	 * @param name the name of the attribute
	 * @return the attribute; empty without it
	 */
	Optional<Object> attribute(String name);

	/**
	 * Read the body, which the service can read as well.
	 * @return the body, at most 64 KB; empty if there is none
	 * @throws IOException if it cannot be read or is larger
	 */
	byte[] body() throws IOException;

}
