package io.github.selftest.boot.synthetic;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * Says once that the mark of synthetic requests means nothing to this service.
 */
final class SyntheticNotice implements ApplicationListener<ApplicationReadyEvent> {

	private static final Logger logger = LoggerFactory.getLogger("selftest.synthetic");

	private final String reason;

	SyntheticNotice(String reason) {
		this.reason = reason;
	}

	/**
	 * Return what to say of a service.
	 * @param isConfigured whether it has a key or token now
	 * @param isAheadOfTime whether its beans were chosen when it was built
	 * @return the notice
	 */
	static SyntheticNotice of(boolean isConfigured, boolean isAheadOfTime) {
		if (!isConfigured) {
			return new SyntheticNotice("no key is configured below 'selftest.synthetic.keys'");
		}
		return new SyntheticNotice(isAheadOfTime
				? "no key was configured when the service was processed ahead of time; name 'selftest.synthetic.keys[0].id' there"
				: "this is no application with servlets");
	}

	@Override
	public String toString() {
		return this.reason;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		logger.info("The mark 'X-Synthetic-Request' is ignored, as {}", this.reason);
	}

}
