package io.github.selftest.boot.endpoint;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.selftest.boot.engine.Verdict;
import io.github.selftest.boot.identity.Identity;

/**
 * The documents of groups as bytes. Each is rendered once for an instance of
 * {@link Verdict}; an answer adds no more than age, uptime and role.
 */
final class VerdictDocuments {

	private final Identity identity;

	private final Map<Form, Rendered> latest = new ConcurrentHashMap<>();

	VerdictDocuments(Identity identity) {
		this.identity = identity;
	}

	byte[] render(Verdict verdict, boolean compact, boolean details, long nanoTime) {
		return template(verdict, new Form(verdict.group(), compact, details)).with(verdict.ageSeconds(nanoTime),
				this.identity.uptime().toMillis() / 1000.0, this.identity.role());
	}

	// the engine makes a new instance for each change, so there is no need to look inside
	@SuppressWarnings("ReferenceEquality")
	private DocumentTemplate template(Verdict verdict, Form form) {
		Rendered rendered = this.latest.get(form);
		if (rendered == null || rendered.verdict() != verdict) {
			rendered = new Rendered(verdict, DocumentTemplate.of(document(verdict, form)::with));
			this.latest.put(form, rendered);
		}
		return rendered.template();
	}

	private VerdictDocument document(Verdict verdict, Form form) {
		return form.compact() ? CompactVerdict.of(verdict, Who.compact(this.identity), form.details())
				: VerdictDocument.full(verdict, Who.of(this.identity), form.details());
	}

	private record Form(String group, boolean compact, boolean details) {

	}

	private record Rendered(Verdict verdict, DocumentTemplate template) {

	}

}
