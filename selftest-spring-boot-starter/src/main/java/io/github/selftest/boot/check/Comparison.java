package io.github.selftest.boot.check;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The comparisons of an {@link Expectation}.
 */
enum Comparison {

	EQUAL("=="), NOT_EQUAL("!="), LESS("<"), AT_MOST("<="), MORE(">"), AT_LEAST(">="), CONTAINS("contains"),
	MATCHES("matches"), EXISTS("exists"), ABSENT("absent");

	private final String symbol;

	Comparison(String symbol) {
		this.symbol = symbol;
	}

	static Optional<Comparison> of(String symbol) {
		return Arrays.stream(values()).filter((comparison) -> comparison.symbol.equals(symbol)).findFirst();
	}

	static String all() {
		return Arrays.stream(values()).map((comparison) -> comparison.symbol).collect(Collectors.joining(" "));
	}

	String symbol() {
		return this.symbol;
	}

	boolean takesValue() {
		return this != EXISTS && this != ABSENT;
	}

	boolean isOrder() {
		return this == LESS || this == AT_MOST || this == MORE || this == AT_LEAST;
	}

	boolean holdsFor(int order) {
		return switch (this) {
			case EQUAL -> order == 0;
			case NOT_EQUAL -> order != 0;
			case LESS -> order < 0;
			case AT_MOST -> order <= 0;
			case MORE -> order > 0;
			case AT_LEAST -> order >= 0;
			case CONTAINS, MATCHES, EXISTS, ABSENT -> false;
		};
	}

}
