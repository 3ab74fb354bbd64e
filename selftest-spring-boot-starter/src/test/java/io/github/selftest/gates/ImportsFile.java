package io.github.selftest.gates;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A file below {@code META-INF/spring} that names the classes with an annotation.
 *
 * @param annotation the name of the annotation, which is that of the file too
 * @param entries the classes that are named
 */
record ImportsFile(String annotation, List<String> entries) {

	/**
	 * Read the file of this project.
	 * @param annotation the name of the annotation
	 * @return the file, without entries if there is none
	 */
	static ImportsFile ours(String annotation) {
		return new ImportsFile(annotation,
				OurFiles.onClassPath(path(annotation))
					.flatMap(String::lines)
					.map(String::strip)
					.filter((line) -> !line.isEmpty() && !line.startsWith("#"))
					.toList());
	}

	/**
	 * Say what is wrong with the file.
	 * @param annotated the names of the classes that bear the annotation
	 * @return what is wrong, nothing if the file is right
	 */
	List<String> problems(Set<String> annotated) {
		List<String> problems = new ArrayList<>();
		for (String missing : without(annotated, this.entries)) {
			problems.add("'%s' is missing in '%s': add that line".formatted(missing, path(this.annotation)));
		}
		for (String ghost : without(this.entries, annotated)) {
			problems.add("'%s' in '%s' is no class with '@%s': remove that line".formatted(ghost, path(this.annotation),
					this.annotation));
		}
		List<String> sorted = List.copyOf(new TreeSet<>(this.entries));
		if (!sorted.equals(this.entries)) {
			problems.add("'%s' is not sorted, or repeats a line: expected %s".formatted(path(this.annotation), sorted));
		}
		return problems;
	}

	private static Set<String> without(Collection<String> names, Collection<String> others) {
		Set<String> rest = new TreeSet<>(names);
		rest.removeAll(Set.copyOf(others));
		return rest;
	}

	private static String path(String annotation) {
		return "META-INF/spring/" + annotation + ".imports";
	}

}
