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

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		logger.info("The mark 'X-Synthetic-Request' is ignored, as {}", this.reason);
	}

}
