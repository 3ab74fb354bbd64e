package io.github.selftest.api;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What a check is: its name, when it runs, and how much it matters. Immutable. Whoever
 * operates the service has the last word, with {@code selftest.checks.<id>.*}.
 *
 * @since 0.1.0
 */
public final class CheckDefinition {

	private static final Pattern ID = Pattern.compile("[a-z][A-Za-z0-9]{0,39}");

	private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]{0,39}");

	private static final Pattern GROUP = Pattern.compile("[a-z][A-Za-z0-9-]{0,39}");

	private final String id;

	private final String title;

	private final String kind;

	private final Set<String> groups;

	private final Severity severity;

	private final @Nullable Duration interval;

	private final @Nullable Duration deadline;

	private final List<String> prerequisites;

	private final @Nullable String runBook;

	private final boolean local;

	private CheckDefinition(Builder builder) {
		this.id = builder.id;
		this.title = builder.title;
		this.kind = builder.kind;
		this.groups = Set.copyOf(builder.groups);
		this.severity = builder.severity;
		this.interval = builder.interval;
		this.deadline = builder.deadline;
		this.prerequisites = List.copyOf(builder.prerequisites);
		this.runBook = builder.runBook;
		this.local = builder.local;
	}

	/**
	 * Start a definition with all defaults: kind {@code custom}, groups {@code smoke} and
	 * {@code continuous}, {@link Severity#CRITICAL}.
	 * @param id the id, {@code [a-z][A-Za-z0-9]{0,39}}, unique in the service
	 * @return a builder
	 * @throws IllegalArgumentException if the id has another form
	 */
	public static Builder builder(String id) {
		return new Builder(id);
	}

	public String id() {
		return this.id;
	}

	/**
	 * Return the name for people.
	 * @return the title; the id if none was given
	 */
	public String title() {
		return this.title;
	}

	public String kind() {
		return this.kind;
	}

	public Set<String> groups() {
		return this.groups;
	}

	public Severity severity() {
		return this.severity;
	}

	/**
	 * Return the time between two scheduled runs.
	 * @return the interval, or {@code null} for that of the groups
	 */
	public @Nullable Duration interval() {
		return this.interval;
	}

	/**
	 * Return the time after which a run is interrupted and fails.
	 * @return the deadline, or {@code null} for the engine's default
	 */
	public @Nullable Duration deadline() {
		return this.deadline;
	}

	/**
	 * Return the ids of the checks that must pass before this one is worth running.
	 * @return the ids
	 */
	public List<String> prerequisites() {
		return this.prerequisites;
	}

	/**
	 * Return where to read what to do when the check fails.
	 * @return a link, or {@code null}
	 */
	public @Nullable String runBook() {
		return this.runBook;
	}

	/**
	 * Return whether the check is about this instance alone, and not about something that
	 * its replicas depend on as well. Such a check has a say in {@code /health}, by which
	 * a load balancer takes single instances out.
	 * @return whether it is about this instance alone
	 */
	public boolean isLocal() {
		return this.local;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof CheckDefinition that && this.id.equals(that.id) && this.title.equals(that.title)
				&& this.kind.equals(that.kind) && this.groups.equals(that.groups) && this.severity == that.severity
				&& Objects.equals(this.interval, that.interval) && Objects.equals(this.deadline, that.deadline)
				&& this.prerequisites.equals(that.prerequisites) && Objects.equals(this.runBook, that.runBook)
				&& this.local == that.local;
	}

	@Override
	public int hashCode() {
		return this.id.hashCode();
	}

	@Override
	public String toString() {
		return "check '" + this.id + "' of kind '" + this.kind + "'";
	}

	/**
	 * Builds a {@link CheckDefinition}. Not safe for use by several threads.
	 */
	public static final class Builder {

		private final String id;

		private String title;

		private String kind = "custom";

		private Set<String> groups = new LinkedHashSet<>(List.of(Groups.SMOKE, Groups.CONTINUOUS));

		private Severity severity = Severity.CRITICAL;

		private @Nullable Duration interval;

		private @Nullable Duration deadline;

		private List<String> prerequisites = List.of();

		private @Nullable String runBook;

		private boolean local;

		private Builder(String id) {
			this.id = matching(ID, "id of a check", id);
			this.title = id;
		}

		/**
		 * Set the name for people.
		 * @param title the title; blank keeps the id
		 * @return this builder
		 */
		public Builder title(String title) {
			this.title = title.isBlank() ? this.id : title.strip();
			return this;
		}

		/**
		 * Set the kind, which starts the codes of the findings.
		 * @param kind the kind in kebab-case
		 * @return this builder
		 */
		public Builder kind(String kind) {
			this.kind = matching(KIND, "kind of a check", kind);
			return this;
		}

		/**
		 * Set the groups, in place of the default ones.
		 * @param groups names of built-in or configured groups
		 * @return this builder
		 */
		public Builder groups(String... groups) {
			Set<String> names = new LinkedHashSet<>();
			for (String group : groups) {
				names.add(matching(GROUP, "name of a group", group));
			}
			this.groups = names;
			return this;
		}

		public Builder severity(Severity severity) {
			this.severity = severity;
			return this;
		}

		/**
		 * Set the time between two scheduled runs, in place of that of the groups.
		 * @param interval the interval, greater than 0
		 * @return this builder
		 */
		public Builder interval(@Nullable Duration interval) {
			this.interval = positive("interval", interval);
			return this;
		}

		/**
		 * Set the time after which a run is interrupted and fails.
		 * @param deadline the deadline, greater than 0
		 * @return this builder
		 */
		public Builder deadline(@Nullable Duration deadline) {
			this.deadline = positive("deadline", deadline);
			return this;
		}

		/**
		 * Run this check only when others pass; else it is skipped and inconclusive.
		 * @param prerequisites ids of the other checks
		 * @return this builder
		 */
		public Builder after(String... prerequisites) {
			this.prerequisites = List.of(prerequisites);
			return this;
		}

		/**
		 * Say where to read what to do when the check fails.
		 * @param runBook a link
		 * @return this builder
		 */
		public Builder runBook(@Nullable String runBook) {
			this.runBook = runBook;
			return this;
		}

		/**
		 * Say that the check is about this instance alone.
		 * @return this builder
		 * @see CheckDefinition#isLocal()
		 */
		public Builder local() {
			this.local = true;
			return this;
		}

		public CheckDefinition build() {
			return new CheckDefinition(this);
		}

		private static String matching(Pattern pattern, String what, String value) {
			if (!pattern.matcher(value).matches()) {
				throw new IllegalArgumentException(
						"%s must match %s but was '%s'".formatted(what, pattern.pattern(), value));
			}
			return value;
		}

		private static @Nullable Duration positive(String what, @Nullable Duration value) {
			if (value != null && (value.isZero() || value.isNegative())) {
				throw new IllegalArgumentException("'%s' must be greater than 0 but was %s".formatted(what, value));
			}
			return value;
		}

	}

}
