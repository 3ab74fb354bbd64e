package io.github.selftest.boot.check.httpcache;

import java.util.List;

import io.github.selftest.api.Finding;

/**
 * One sentence of an RFC, or one lesson of practice, and how to see that it is not kept.
 */
final class Rule {

	private static final String KIND = "http-cache.";

	private final String id;

	private final Level level;

	private final String source;

	private final String sentence;

	private final String remedy;

	private final boolean knownDefect;

	private final Judgement judgement;

	private Rule(String id, Level level, String source, String sentence, String remedy, boolean knownDefect,
			Judgement judgement) {
		this.id = id;
		this.level = level;
		this.source = source;
		this.sentence = sentence;
		this.remedy = remedy;
		this.knownDefect = knownDefect;
		this.judgement = judgement;
	}

	static Rule fail(String id, String source, String sentence, String remedy, Judgement judgement) {
		return new Rule(id, Level.FAIL, source, sentence, remedy, false, judgement);
	}

	static Rule warn(String id, String source, String sentence, String remedy, Judgement judgement) {
		return new Rule(id, Level.WARN, source, sentence, remedy, false, judgement);
	}

	static Rule info(String id, String source, String sentence, String remedy, Judgement judgement) {
		return new Rule(id, Level.INFO, source, sentence, remedy, false, judgement);
	}

	/**
	 * Create a rule that frameworks are known to break by themselves. It warns, as their
	 * users have not done anything wrong.
	 */
	static Rule known(String id, String source, String sentence, String remedy, Judgement judgement) {
		return new Rule(id, Level.WARN, source, sentence, remedy, true, judgement);
	}

	/**
	 * Return the name of the rule, such as {@code inm-304}.
	 */
	String id() {
		return this.id;
	}

	/**
	 * Return the code of its findings, such as {@code http-cache.inm-304}.
	 */
	String code() {
		return KIND + this.id;
	}

	/**
	 * Return the level where nobody says another and the note has none of its own.
	 */
	Level level() {
		return this.level;
	}

	/**
	 * Return where it is written, such as {@code RFC 9110, 13.1.2}.
	 */
	String source() {
		return this.source;
	}

	/**
	 * Return what should be, in one sentence.
	 */
	String sentence() {
		return this.sentence;
	}

	/**
	 * Return what mends it, with the property.
	 */
	String remedy() {
		return this.remedy;
	}

	/**
	 * Return whether a framework or server is known to break it by itself.
	 */
	boolean isKnownDefect() {
		return this.knownDefect;
	}

	/**
	 * Look at the evidence. Takes anything, throws nothing.
	 * @param evidence what was sent and received
	 * @return what breaks the rule; empty when nothing does or when nothing shows it
	 */
	List<Note> judge(Evidence evidence) {
		Notes notes = new Notes();
		this.judgement.judge(evidence, notes);
		return notes.toList();
	}

	/**
	 * Return the finding that tells a note.
	 * @param resource the resource it is about
	 * @param note the note
	 * @param level the level that it has here
	 * @return the finding
	 */
	Finding finding(Resource resource, Note note, Level level) {
		Finding finding = Finding.of(level.status(), code(),
				"'%s': %s (%s)".formatted(resource.path(), note.message(), String.join(", ", note.probes())));
		return note.isTelling() ? finding
				: finding.withValues(note.observed(), note.expected()).withRemedy(this.remedy);
	}

	@Override
	public String toString() {
		return code();
	}

}
