package io.github.selftest.boot.check.httpcache;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes what a rule has seen. What several probes show in the same words is one note.
 */
final class Notes {

	private final Map<Note, Set<String>> probesByNote = new LinkedHashMap<>();

	void add(Exchange exchange, String message, Object observed, Object expected) {
		add(exchange, Optional.empty(), message, observed, expected);
	}

	void add(Exchange exchange, Level level, String message, Object observed, Object expected) {
		add(exchange, Optional.of(level), message, observed, expected);
	}

	private void add(Exchange exchange, Optional<Level> level, String message, Object observed, Object expected) {
		Note note = new Note(List.of(), message, observed.toString(), expected.toString(), level);
		this.probesByNote.computeIfAbsent(note, (key) -> new LinkedHashSet<>()).add(exchange.name());
	}

	List<Note> toList() {
		List<Note> notes = new ArrayList<>();
		this.probesByNote.forEach((note, probes) -> notes
			.add(new Note(List.copyOf(probes), note.message(), note.observed(), note.expected(), note.level())));
		return notes;
	}

}
