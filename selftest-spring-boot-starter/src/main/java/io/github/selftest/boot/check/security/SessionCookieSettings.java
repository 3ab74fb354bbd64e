package io.github.selftest.boot.check.security;

import java.util.ArrayList;
import java.util.List;

/**
 * No setting takes from the cookie of the session what protects it. What is not set is
 * left to the server, whose defaults are seen in its answers.
 */
final class SessionCookieSettings implements SettingRule {

	private static final String COOKIE = "server.servlet.session.cookie.";

	private static final String TRACKING_MODES = "server.servlet.session.tracking-modes";

	private final Settings settings;

	SessionCookieSettings(Settings settings) {
		this.settings = settings;
	}

	@Override
	public SecurityRule rule() {
		return SecurityRule.SESSION_COOKIE_SETTINGS;
	}

	@Override
	public void look(RuleReport report) {
		List<String> weak = weak();
		if (weak.isEmpty()) {
			report.kept(rule(), "No setting weakens the cookie of the session");
			return;
		}
		report.broken(rule(), "The cookie of the session is set to be less than safe", String.join(", ", weak),
				"secure, http-only, and not sent by other sites");
	}

	private List<String> weak() {
		List<String> weak = new ArrayList<>();
		if (this.settings.isFalse(COOKIE + "secure")) {
			weak.add("'%ssecure' is false".formatted(COOKIE));
		}
		if (this.settings.isFalse(COOKIE + "http-only")) {
			weak.add("'%shttp-only' is false".formatted(COOKIE));
		}
		if (this.settings.text(COOKIE + "same-site").equals("none") && !this.settings.isTrue(COOKIE + "secure")) {
			weak.add("'%ssame-site' is none without 'secure'".formatted(COOKIE));
		}
		if (this.settings.texts(TRACKING_MODES).contains("url")) {
			weak.add("'%s' has url".formatted(TRACKING_MODES));
		}
		return weak;
	}

}
