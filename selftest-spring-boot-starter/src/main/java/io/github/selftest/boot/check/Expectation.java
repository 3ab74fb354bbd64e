package io.github.selftest.boot.check;

import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import org.jspecify.annotations.Nullable;

/**
 * What is expected of a header or of a value in a JSON document, such as
 * {@code Content-Type contains json} or {@code /0/price > 0}: a subject, a comparison and
 * a value, parted by blanks. For a value in a document the value is a JSON literal, for a
 * header a number or a text in quotes; else it is plain text. Immutable.
 * <p>
 * A value that is missing meets no comparison but {@code absent} and {@code == null};
 * JSON's null is as good as missing.
 *
 * @since 0.1.0
 */
public final class Expectation {

	private static final int MAX_MATCHED = 10_000;

	private static final Pattern FORM = Pattern
		.compile("(?:(.*?)\\s+)?(==|!=|<=|<|>=|>|contains|matches|exists|absent)(?:\\s+(.*))?", Pattern.DOTALL);

	private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,100}(\\.[0-9]{1,100})?");

	private final String subject;

	private final JsonPointer pointer;

	private final Comparison comparison;

	private final String valueText;

	private final @Nullable Object value;

	private Expectation(String subject, JsonPointer pointer, Comparison comparison, String valueText,
			@Nullable Object value) {
		this.subject = subject;
		this.pointer = pointer;
		this.comparison = comparison;
		this.valueText = valueText;
		this.value = value;
	}

	/**
	 * Read an expectation of a header.
	 * @param text the name of a header, a comparison and a value
	 * @return the expectation
	 * @throws IllegalArgumentException if the text has another form
	 */
	public static Expectation ofHeader(String text) {
		Matcher form = form(text);
		String name = Objects.requireNonNullElse(form.group(1), "");
		RequestRule.HEADER_NAME.require(name);
		return of(name, new JsonPointer(List.of()), form, Literal::inHeader);
	}

	/**
	 * Read an expectation of a value in a JSON document.
	 * @param text a JSON pointer, a comparison and a value
	 * @return the expectation
	 * @throws IllegalArgumentException if the text has another form
	 * @throws IllegalStateException if this service cannot read JSON
	 */
	public static Expectation ofJson(String text) {
		Matcher form = form(text);
		String pointer = Objects.requireNonNullElse(form.group(1), "");
		return of(pointer, JsonPointer.parse(pointer), form, Literal::inJson);
	}

	private static Matcher form(String text) {
		Matcher form = FORM.matcher(text.strip());
		if (!form.matches()) {
			throw new IllegalArgumentException(
					"an expectation must be a subject, one of %s, and a value, parted by blanks, but was '%s'"
						.formatted(Comparison.all(), text));
		}
		return form;
	}

	private static Expectation of(String subject, JsonPointer pointer, Matcher form,
			Function<String, @Nullable Object> literal) {
		Comparison comparison = Comparison.of(form.group(2)).orElseThrow();
		String valueText = Objects.requireNonNullElse(form.group(3), "");
		requireFitting(comparison, valueText);
		return new Expectation(subject, pointer, comparison, valueText, value(comparison, valueText, literal));
	}

	private static void requireFitting(Comparison comparison, String valueText) {
		if (comparison.takesValue() == valueText.isEmpty()) {
			throw new IllegalArgumentException("'%s' must be followed by %s but was followed by '%s'"
				.formatted(comparison.symbol(), comparison.takesValue() ? "a value" : "nothing", valueText));
		}
	}

	private static @Nullable Object value(Comparison comparison, String valueText,
			Function<String, @Nullable Object> literal) {
		if (!comparison.takesValue()) {
			return null;
		}
		if (comparison == Comparison.MATCHES) {
			return pattern(valueText);
		}
		Object value = literal.apply(valueText);
		if (comparison.isOrder() && !(value instanceof Number)) {
			throw new IllegalArgumentException("'%s' must be followed by a number but was followed by '%s'"
				.formatted(comparison.symbol(), valueText));
		}
		return value;
	}

	private static Pattern pattern(String valueText) {
		try {
			return Pattern.compile(valueText, Pattern.DOTALL);
		}
		catch (PatternSyntaxException ex) {
			throw new IllegalArgumentException("'matches' must be followed by a regular expression but was followed by "
					+ "'%s', which is none from character %d on".formatted(valueText, ex.getIndex() + 1), ex);
		}
	}

	String subject() {
		return this.subject;
	}

	/**
	 * Return the comparison and the value, to be shown.
	 * @return the text, or a mask if the subject looks like a secret
	 */
	String expected() {
		if (!this.comparison.takesValue()) {
			return this.comparison.symbol();
		}
		return this.comparison.symbol() + " " + (Secrets.isSecretName(this.subject) ? Secrets.MASK : this.valueText);
	}

	boolean isAbsence() {
		return this.comparison == Comparison.ABSENT;
	}

	@Nullable Object valueIn(@Nullable Object document) {
		return this.pointer.in(document);
	}

	boolean holdsFor(@Nullable Object actual) {
		if (actual == null) {
			return this.comparison == Comparison.ABSENT || (this.comparison == Comparison.EQUAL && this.value == null);
		}
		return switch (this.comparison) {
			case EXISTS -> true;
			case ABSENT -> false;
			case CONTAINS -> contains(actual);
			case MATCHES -> matches(actual);
			case EQUAL -> isSame(actual, this.value);
			case NOT_EQUAL -> !isSame(actual, this.value);
			case LESS, AT_MOST, MORE, AT_LEAST -> isInOrder(actual);
		};
	}

	boolean holdsForHeader(List<String> actual) {
		if (actual.isEmpty()) {
			return this.comparison == Comparison.ABSENT;
		}
		if (this.comparison == Comparison.NOT_EQUAL) {
			return actual.stream().allMatch((text) -> holdsFor(comparable(text)));
		}
		return actual.stream().anyMatch((text) -> holdsFor(comparable(text)));
	}

	private Object comparable(String text) {
		boolean asNumber = this.value instanceof Number && DECIMAL.matcher(text).matches();
		return asNumber ? new BigDecimal(text) : text;
	}

	private boolean isInOrder(Object actual) {
		return actual instanceof Number left && this.value instanceof Number right
				&& this.comparison.holdsFor(decimal(left).compareTo(decimal(right)));
	}

	private boolean contains(Object actual) {
		if (actual instanceof List<?> items) {
			return items.stream().anyMatch((item) -> isSame(item, this.value));
		}
		String part = (this.value instanceof String text) ? text : this.valueText;
		return !(actual instanceof Map) && actual.toString().contains(part);
	}

	private boolean matches(Object actual) {
		if (actual instanceof Map || actual instanceof List || !(this.value instanceof Pattern pattern)) {
			return false;
		}
		String text = actual.toString();
		return pattern.matcher(new InterruptibleText(text.substring(0, Math.min(text.length(), MAX_MATCHED))))
			.matches();
	}

	private static boolean isSame(@Nullable Object left, @Nullable Object right) {
		if (left instanceof Number one && right instanceof Number other) {
			return decimal(one).compareTo(decimal(other)) == 0;
		}
		if (left instanceof List<?> one && right instanceof List<?> other) {
			Iterator<?> others = other.iterator();
			return one.size() == other.size() && one.stream().allMatch((item) -> isSame(item, others.next()));
		}
		if (left instanceof Map<?, ?> one && right instanceof Map<?, ?> other) {
			return one.keySet().equals(other.keySet())
					&& one.keySet().stream().allMatch((name) -> isSame(one.get(name), other.get(name)));
		}
		return Objects.equals(left, right);
	}

	private static BigDecimal decimal(Number number) {
		return new BigDecimal(number.toString());
	}

}
