package io.github.selftest.boot.webpage;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Status;
import io.github.selftest.boot.endpoint.EndpointView;
import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.engine.HistoryMark;
import io.github.selftest.boot.identity.Identity;

/**
 * Shows the page, its twin in text, and badges. What was written is given to all who ask
 * a little later, so that many open pages cost hardly more than one.
 */
final class WebpageView implements EndpointView {

	static final Form PAGE = new Form("page", "text/html", true);

	static final Form TEXT = new Form("text", "text/plain", true);

	static final Form BADGE = new Form("badge", "image/svg+xml", false);

	private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

	private final Engine engine;

	private final Identity identity;

	private final PageHistory history;

	private final Supplier<String> endpoint;

	private final Page page = new Page();

	private final RecentlyShown recent;

	/**
	 * Create it.
	 * @param engine where all states come from
	 * @param identity who this instance is
	 * @param history what was before
	 * @param endpoint the last segment of the path of the endpoint
	 */
	WebpageView(Engine engine, Identity identity, PageHistory history, Supplier<String> endpoint) {
		this.engine = engine;
		this.identity = identity;
		this.history = history;
		this.endpoint = endpoint;
		this.recent = new RecentlyShown(engine.clock(), history::version);
	}

	@Override
	public List<Form> forms(List<String> path) {
		return path.isEmpty() ? List.of(PAGE, TEXT) : List.of(PAGE, TEXT, BADGE);
	}

	@Override
	public Shown show(Form form, Seen seen) {
		return this.recent.get(form, seen, () -> switch (form.name()) {
			case "page" -> shown("text/html;charset=UTF-8", page(seen).toBytes(), this.page.contentSecurityPolicy());
			case "text" -> shown("text/plain;charset=UTF-8", text(seen).getBytes(StandardCharsets.UTF_8), NOTHING);
			default -> shown("image/svg+xml", badge(seen).toBytes(), NOTHING);
		});
	}

	private static Shown shown(String contentType, byte[] body, String contentSecurityPolicy) {
		return new Shown(contentType, body, Map.of("X-Content-Type-Options", "nosniff", "Referrer-Policy",
				"no-referrer", "Content-Security-Policy", contentSecurityPolicy));
	}

	private Html page(Seen seen) {
		View view = view(seen);
		CheckReport check = check(seen.path());
		if (check != null) {
			return this.page.check(view, check, this.engine.silence());
		}
		return seen.path().isEmpty() ? this.page.overview(view, this.engine.silence())
				: this.page.group(view, this.engine.silence());
	}

	private String text(Seen seen) {
		CheckReport check = check(seen.path());
		return (check != null) ? TextReport.of(view(seen), check, this.engine.silence())
				: TextReport.of(view(seen), this.engine.silence());
	}

	private Html badge(Seen seen) {
		CheckReport check = check(seen.path());
		Status status = (check != null) ? check.status() : new Scene(this.engine, seen.path().get(0)).status();
		return Badge.of(this.identity.app() + " " + seen.path().get(seen.path().size() - 1), status);
	}

	private View view(Seen seen) {
		Scene scene = new Scene(this.engine, seen.path().isEmpty() ? null : seen.path().get(0));
		List<Instant> starts = this.history.marks((mark) -> mark.kind() == HistoryMark.Kind.START, Integer.MAX_VALUE)
			.stream()
			.map(HistoryMark::at)
			.toList();
		return new View(scene, this.history, this.identity, new Links(this.endpoint.get(), seen.path().size()),
				new Heartbeat(scene.moments(), starts), seen);
	}

	private @Nullable CheckReport check(List<String> path) {
		return (path.size() == 2) ? this.engine.check(path.get(0), path.get(1)).orElse(null) : null;
	}

}
