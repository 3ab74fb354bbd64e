package io.github.selftest.boot.rollout.analysis;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What the operators and functions of a condition do with values: numbers, strings,
 * booleans, lists, maps and {@code null}. A value of another type than is needed is an
 * error, as it is for the controller.
 */
final class Values {

	private Values() {
	}

	static boolean isTrue(@Nullable Object value) {
		if (value instanceof Boolean truth) {
			return truth;
		}
		throw new ConditionException("%s is no boolean".formatted(nameOf(value)));
	}

	static double number(@Nullable Object value) {
		if (value instanceof Number number) {
			return number.doubleValue();
		}
		throw new ConditionException("%s is no number".formatted(nameOf(value)));
	}

	static boolean areEqual(@Nullable Object left, @Nullable Object right) {
		if (left == null || right == null) {
			return left == right;
		}
		if (left instanceof Number && right instanceof Number) {
			return number(left) == number(right);
		}
		if (!kind(left).equals(kind(right))) {
			throw new ConditionException("%s can't be compared with %s".formatted(nameOf(left), nameOf(right)));
		}
		return left.equals(right);
	}

	static boolean compare(String operator, @Nullable Object left, @Nullable Object right) {
		if (left instanceof String first && right instanceof String second) {
			return holds(operator, Integer.compare(first.compareTo(second), 0));
		}
		double first = number(left);
		double second = number(right);
		return !Double.isNaN(first) && !Double.isNaN(second)
				&& holds(operator, (first < second) ? -1 : (first > second) ? 1 : 0);
	}

	static Object calculate(String operator, @Nullable Object left, @Nullable Object right) {
		if (operator.equals("+") && left instanceof String first && right instanceof String second) {
			return first + second;
		}
		double first = number(left);
		double second = number(right);
		return switch (operator) {
			case "+" -> first + second;
			case "-" -> first - second;
			case "*" -> first * second;
			case "/" -> first / second;
			default -> first % second;
		};
	}

	static boolean isIn(@Nullable Object element, @Nullable Object container) {
		if (container instanceof Map<?, ?> map) {
			return map.containsKey(element);
		}
		return elements(container).stream().anyMatch((other) -> Objects.equals(element, other));
	}

	static @Nullable Object member(@Nullable Object of, @Nullable Object key) {
		if (of instanceof Map<?, ?> map && key instanceof String) {
			return map.get(key);
		}
		if (of instanceof List<?> list && key instanceof Number index) {
			int position = (index.intValue() < 0) ? list.size() + index.intValue() : index.intValue();
			if (position < 0 || position >= list.size()) {
				throw new ConditionException("index %d is out of range".formatted(index.intValue()));
			}
			return list.get(position);
		}
		throw new ConditionException("%s has no '%s'".formatted(nameOf(of), key));
	}

	static Collection<?> elements(@Nullable Object value) {
		if (value instanceof List<?> list) {
			return list;
		}
		throw new ConditionException("%s is no list".formatted(nameOf(value)));
	}

	static double length(@Nullable Object value) {
		if (value instanceof String text) {
			return text.length();
		}
		return (value instanceof Map<?, ?> map) ? map.size() : elements(value).size();
	}

	static double asFloat(@Nullable Object value) {
		if (value instanceof String text) {
			try {
				return Double.parseDouble(text);
			}
			catch (NumberFormatException ex) {
				throw new ConditionException("'%s' is no number".formatted(text));
			}
		}
		return number(value);
	}

	static String nameOf(@Nullable Object value) {
		return (value instanceof String text) ? "'%s'".formatted(text) : String.valueOf(value);
	}

	private static boolean holds(String operator, int order) {
		return switch (operator) {
			case "<" -> order < 0;
			case "<=" -> order <= 0;
			case ">" -> order > 0;
			default -> order >= 0;
		};
	}

	private static String kind(Object value) {
		if (value instanceof Number) {
			return "number";
		}
		if (value instanceof List) {
			return "list";
		}
		return (value instanceof Map) ? "map" : value.getClass().getName();
	}

}
