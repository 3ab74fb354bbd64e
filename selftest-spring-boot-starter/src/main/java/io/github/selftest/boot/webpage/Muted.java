package io.github.selftest.boot.webpage;

import java.time.Duration;
import java.util.List;

import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.Mute;

/**
 * What somebody knows of already. Who may see no details is told that there is something,
 * and until when.
 */
final class Muted {

	private static final int MAX = 20;

	private Muted() {
	}

	/**
	 * Write what is muted, and the muted checks that don't pass.
	 * @param html where to write it
	 * @param view what is seen
	 */
	static void write(Html html, View view) {
		List<Mute> mutes = view.scene().mutes();
		if (mutes.isEmpty()) {
			return;
		}
		start(html, view, mutes);
		if (view.details()) {
			Troubles.articles(html, view,
					view.scene().troubles().stream().filter((report) -> report.mute() != null).toList());
		}
		html.close();
	}

	/**
	 * Write what a check is muted by.
	 * @param html where to write it
	 * @param view what is seen
	 * @param report the check
	 */
	static void write(Html html, View view, CheckReport report) {
		List<Mute> mutes = view.scene().mutes(report);
		if (!mutes.isEmpty()) {
			start(html, view, mutes);
			html.close();
		}
	}

	private static void start(Html html, View view, List<Mute> mutes) {
		html.open("section", "class", "muted").element("h2", "Muted").open("ul");
		mutes.stream().limit(MAX).forEach((mute) -> mute(html, view, mute));
		html.close();
		if (mutes.size() > MAX) {
			html.element("p", "And %d more.".formatted(mutes.size() - MAX), "class", "more");
		}
	}

	private static void mute(Html html, View view, Mute mute) {
		html.open("li", "class", "card mute", "data-key", view.details() ? "mute-" + mute.id() : null);
		html.open("p", "class", "what").element("span", "\u2298", "class", "sign", "aria-hidden", "true").text(" ");
		html.open("b").element("bdi", view.details() ? mute.subject() : "Something").close();
		html.text(view.details() ? " until " : " is muted until ");
		view.moments().write(html, mute.until());
		html.text(" (" + rest(view, mute) + ")").close();
		if (view.details()) {
			html.open("p", "class", "why").element("bdi", mute.reason()).close();
			html.open("p", "class", "code").text("By ").element("bdi", mute.author());
			html.text(mute.configured() ? " \u00b7 in the configuration" : " \u00b7 at run time").text(", since ");
			view.moments().write(html, mute.from());
			html.close();
		}
		html.close();
	}

	/**
	 * Mark a check that is muted, wherever it is named.
	 * @param html where to write it
	 * @param report the check
	 */
	static void tag(Html html, CheckReport report) {
		if (report.mute() != null) {
			html.text(" ").element("small", "muted", "class", "tag");
		}
	}

	/**
	 * Return a mute in a line of text.
	 * @param view what is seen
	 * @param mute the mute
	 * @return the line
	 */
	static String line(View view, Mute mute) {
		String until = "until " + view.moments().at(mute.until()) + " (" + rest(view, mute) + ")";
		return view.details() ? "MUTED %s %s by %s: %s".formatted(mute.subject(), until, mute.author(), mute.reason())
				: "MUTED something " + until;
	}

	private static String rest(View view, Mute mute) {
		return "for another " + Moments.span(Duration.between(view.moments().now(), mute.until()));
	}

}
