package io.github.selftest.boot.endpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.selftest.boot.engine.Mute;

/**
 * What is muted: always the same fields with the same types. Why and by whom is for those
 * who may see details.
 */
final class MuteDocument {

	private MuteDocument() {
	}

	static Map<String, Object> of(Mute mute, boolean details) {
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("id", mute.id());
		document.put("checks", mute.checks().stream().sorted().toList());
		document.put("groups", mute.groups().stream().sorted().toList());
		document.put("all", mute.all());
		document.put("reason", details ? Text.harmless(mute.reason(), 200) : "");
		document.put("author", details ? Text.harmless(mute.author(), 100) : "");
		document.put("from", Instants.text(mute.from()));
		document.put("until", Instants.text(mute.until()));
		document.put("configured", mute.configured());
		return document;
	}

	static List<Object> of(List<Mute> mutes, boolean details) {
		return mutes.stream().<Object>map((mute) -> of(mute, details)).toList();
	}

}
