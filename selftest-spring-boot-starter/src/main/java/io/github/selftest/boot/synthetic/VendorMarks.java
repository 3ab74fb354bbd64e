package io.github.selftest.boot.synthetic;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.MDC;

/**
 * Names and counts requests that well-known monitors mark as theirs. They are requests of
 * users in all else, as nothing proves such a mark.
 *
 * @since 0.1.0
 */
public final class VendorMarks {

	/** The attribute of a request that holds the name of the vendor. */
	public static final String ATTRIBUTE = "selftest.synthetic.vendor";

	static final String MDC_VENDOR = "synthetic.vendor";

	private final Map<Vendor, LongAdder> counts = new EnumMap<>(Vendor.class);

	VendorMarks() {
		Arrays.stream(Vendor.values()).forEach((vendor) -> this.counts.put(vendor, new LongAdder()));
	}

	void forEach(BiConsumer<Vendor, LongAdder> each) {
		this.counts.forEach(each);
	}

	void pass(HttpServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		Vendor vendor = Vendor.of(request);
		if (vendor == null) {
			chain.doFilter(request, response);
			return;
		}
		if (request.getDispatcherType() == DispatcherType.REQUEST) {
			Objects.requireNonNull(this.counts.get(vendor)).increment();
			request.setAttribute(ATTRIBUTE, vendor.text());
		}
		try {
			MDC.put(MDC_VENDOR, vendor.text());
			chain.doFilter(request, response);
		}
		finally {
			MDC.remove(MDC_VENDOR);
		}
	}

}
