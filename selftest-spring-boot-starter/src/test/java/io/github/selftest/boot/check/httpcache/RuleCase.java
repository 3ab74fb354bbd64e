package io.github.selftest.boot.check.httpcache;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Evidence in which a rule sees something, or nothing. They are written in files:
 *
 * <pre>
 * ## inm-304
 * fires WARN                 the level, where it is not that of the rule
 * = 200 to If-None-Match     a part of what is said
 * ...                        evidence
 * silent
 * ...                        evidence
 * </pre>
 *
 * @param rule the id of the rule
 * @param fires whether it sees something
 * @param level the level at which it does, where it is not that of the rule
 * @param said parts of what is said
 * @param evidence the evidence
 */
record RuleCase(String rule, boolean fires, Optional<Level> level, List<String> said, List<String> evidence) {

	private static final List<String> FILES = List.of("messages", "conditions", "validators", "not-modified",
			"directives", "freshness", "sharing", "vary", "negotiation", "ranges", "heads", "clocks");

	static Stream<RuleCase> all() {
		return FILES.stream().flatMap((file) -> parse(read("/http-cache/" + file + ".txt")).stream());
	}

	private static List<RuleCase> parse(String text) {
		List<RuleCase> cases = new ArrayList<>();
		String rule = "";
		for (String line : text.lines().toList()) {
			if (line.startsWith("## ")) {
				rule = line.substring(3);
			}
			else if (line.equals("silent") || line.equals("fires") || line.startsWith("fires ")) {
				Optional<Level> level = line.startsWith("fires ") ? Optional.of(Level.valueOf(line.substring(6)))
						: Optional.empty();
				cases.add(new RuleCase(rule, !line.equals("silent"), level, new ArrayList<>(), new ArrayList<>()));
			}
			else if (line.startsWith("= ")) {
				cases.get(cases.size() - 1).said().add(line.substring(2));
			}
			else if (!cases.isEmpty()) {
				cases.get(cases.size() - 1).evidence().add(line);
			}
		}
		return cases;
	}

	private static String read(String name) {
		try (InputStream stream = RuleCase.class.getResourceAsStream(name)) {
			if (stream == null) {
				throw new IllegalStateException("no file '%s'".formatted(name));
			}
			return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public String toString() {
		return this.rule + (this.fires ? " fires on " : " is silent on ") + String.join(" ", this.evidence);
	}

}
