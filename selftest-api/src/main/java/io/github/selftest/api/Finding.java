package io.github.selftest.api;

import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * One thing that a check has seen, good or bad. Immutable; the {@code with} methods
 * return a changed copy. Texts are published: write them yourself, keep secrets and the
 * messages of foreign exceptions out of them.
 *
 * @since 0.1.0
 */
public final class Finding {

	private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]*\\.[a-z0-9][a-z0-9-]*");

	private static final int MAX_TEXT = 500;

	private final Status status;

	private final String code;

	private final String message;

	private final @Nullable String observed;

	private final @Nullable String expected;

	private final @Nullable String remedy;

	private Finding(Status status, String code, String message, @Nullable String observed, @Nullable String expected,
			@Nullable String remedy) {
		this.status = Objects.requireNonNull(status, "'status' must not be null");
		if (!CODE.matcher(code).matches()) {
			throw new IllegalArgumentException(
					"code of a finding must look like 'pool.acquire-slow' but was '%s'".formatted(code));
		}
		this.code = code;
		this.message = shortened(message);
		this.observed = (observed != null) ? shortened(observed) : null;
		this.expected = (expected != null) ? shortened(expected) : null;
		this.remedy = (remedy != null) ? shortened(remedy) : null;
	}

	/**
	 * Create a finding.
	 * @param status how it stands
	 * @param code {@code <kind>.<kebab-case-rule>}, stable for ever
	 * @param message one sentence that names the thing in quotes; cut at 500 characters
	 * @return the finding
	 * @throws IllegalArgumentException if the code has another form
	 */
	public static Finding of(Status status, String code, String message) {
		return new Finding(status, code, message, null, null, null);
	}

	public static Finding pass(String code, String message) {
		return of(Status.PASS, code, message);
	}

	public static Finding warn(String code, String message) {
		return of(Status.WARN, code, message);
	}

	public static Finding fail(String code, String message) {
		return of(Status.FAIL, code, message);
	}

	public static Finding inconclusive(String code, String message) {
		return of(Status.INCONCLUSIVE, code, message);
	}

	/**
	 * Add what was seen and what should have been.
	 * @param observed the value that was seen, with its unit
	 * @param expected the value that should have been, with its unit
	 * @return a changed copy
	 */
	public Finding withValues(Object observed, Object expected) {
		return new Finding(this.status, this.code, this.message, observed.toString(), expected.toString(), this.remedy);
	}

	/**
	 * Add what to do about it.
	 * @param remedy the remedy, with the property to change if there is one
	 * @return a changed copy
	 */
	public Finding withRemedy(String remedy) {
		return new Finding(this.status, this.code, this.message, this.observed, this.expected, remedy);
	}

	public Status status() {
		return this.status;
	}

	public String code() {
		return this.code;
	}

	public String message() {
		return this.message;
	}

	public @Nullable String observed() {
		return this.observed;
	}

	public @Nullable String expected() {
		return this.expected;
	}

	public @Nullable String remedy() {
		return this.remedy;
	}

	@Override
	public String toString() {
		return this.status + " " + this.code + ": " + this.message;
	}

	private static String shortened(String text) {
		return (text.length() <= MAX_TEXT) ? text : text.substring(0, MAX_TEXT - 1) + "\u2026";
	}

}
