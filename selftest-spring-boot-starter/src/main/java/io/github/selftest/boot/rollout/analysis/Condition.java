package io.github.selftest.boot.rollout.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.github.selftest.boot.rollout.analysis.Tokens.Kind;
import io.github.selftest.boot.rollout.analysis.Tokens.Token;

/**
 * A condition on the result of a measurement, in the part of the controller's language
 * that templates use.
 */
final class Condition {

	private static final int MAX_DEPTH = 50;

	private static final Set<String> PREDICATES = Set.of("all", "any", "none", "filter", "map", "count");

	private final Node node;

	private Condition(Node node) {
		this.node = node;
	}

	/**
	 * Read a condition.
	 * @param text the condition, its arguments filled in
	 * @return the condition
	 * @throws ConditionException if it can't be read
	 */
	static Condition parse(String text) {
		Parser parser = new Parser(new Tokens(text));
		Node node = parser.ternary();
		if (parser.tokens.peek().kind() != Kind.END) {
			throw parser.tokens.unexpected("the end");
		}
		return new Condition(node);
	}

	/**
	 * Return whether the condition holds.
	 * @param result the result of the measurement
	 * @return whether it holds
	 * @throws ConditionException if it has no answer
	 */
	boolean holds(@Nullable Object result) {
		return Values.isTrue(this.node.evaluate(new Scope(result, null)));
	}

	@FunctionalInterface
	private interface Node {

		@Nullable Object evaluate(Scope scope);

	}

	/**
	 * What names stand for.
	 *
	 * @param result the result of the measurement
	 * @param element {@code #}, within a predicate
	 */
	private record Scope(@Nullable Object result, @Nullable Object element) {

	}

	/**
	 * Descends from what binds least to what binds most.
	 */
	private static final class Parser {

		private final Tokens tokens;

		private int depth;

		Parser(Tokens tokens) {
			this.tokens = tokens;
		}

		private Node ternary() {
			descend();
			Node node = ternaryBelow();
			this.depth--;
			return node;
		}

		private void descend() {
			if (++this.depth > MAX_DEPTH) {
				throw new ConditionException("a condition of more than %d levels is not read".formatted(MAX_DEPTH));
			}
		}

		private Node ternaryBelow() {
			Node condition = coalescing();
			if (this.tokens.take("?") == null) {
				return condition;
			}
			Node yes = ternary();
			this.tokens.expect(":");
			Node no = ternary();
			return (scope) -> (Values.isTrue(condition.evaluate(scope)) ? yes : no).evaluate(scope);
		}

		private Node coalescing() {
			Node left = or();
			while (this.tokens.take("??") != null) {
				Node first = left;
				Node second = or();
				left = (scope) -> {
					Object value = first.evaluate(scope);
					return (value != null) ? value : second.evaluate(scope);
				};
			}
			return left;
		}

		private Node or() {
			Node left = and();
			while (this.tokens.take("||", "or") != null) {
				Node first = left;
				Node second = and();
				left = (scope) -> Values.isTrue(first.evaluate(scope)) || Values.isTrue(second.evaluate(scope));
			}
			return left;
		}

		private Node and() {
			Node left = comparison();
			while (this.tokens.take("&&", "and") != null) {
				Node first = left;
				Node second = comparison();
				left = (scope) -> Values.isTrue(first.evaluate(scope)) && Values.isTrue(second.evaluate(scope));
			}
			return left;
		}

		private Node comparison() {
			Node left = sum();
			String operator = this.tokens.take("==", "!=", "<=", ">=", "<", ">", "in", "not");
			if (operator == null) {
				return left;
			}
			if (operator.equals("not")) {
				this.tokens.expect("in");
			}
			Node right = sum();
			return switch (operator) {
				case "==" -> (scope) -> Values.areEqual(left.evaluate(scope), right.evaluate(scope));
				case "!=" -> (scope) -> !Values.areEqual(left.evaluate(scope), right.evaluate(scope));
				case "in" -> (scope) -> Values.isIn(left.evaluate(scope), right.evaluate(scope));
				case "not" -> (scope) -> !Values.isIn(left.evaluate(scope), right.evaluate(scope));
				default -> (scope) -> Values.compare(operator, left.evaluate(scope), right.evaluate(scope));
			};
		}

		private Node sum() {
			Node left = product();
			for (String sign = this.tokens.take("+", "-"); sign != null; sign = this.tokens.take("+", "-")) {
				left = calculation(sign, left, product());
			}
			return left;
		}

		private Node product() {
			Node left = unary();
			for (String sign = this.tokens.take("*", "/", "%"); sign != null; sign = this.tokens.take("*", "/", "%")) {
				left = calculation(sign, left, unary());
			}
			return left;
		}

		private static Node calculation(String sign, Node left, Node right) {
			return (scope) -> Values.calculate(sign, left.evaluate(scope), right.evaluate(scope));
		}

		private Node unary() {
			if (this.tokens.take("!", "not") != null) {
				Node operand = operand();
				return (scope) -> !Values.isTrue(operand.evaluate(scope));
			}
			if (this.tokens.take("-") != null) {
				Node operand = operand();
				return (scope) -> -Values.number(operand.evaluate(scope));
			}
			return postfix(primary());
		}

		private Node operand() {
			descend();
			Node operand = unary();
			this.depth--;
			return operand;
		}

		private Node postfix(Node start) {
			Node node = start;
			while (true) {
				Node of = node;
				if (this.tokens.take("?.") != null) {
					String name = name();
					node = (scope) -> {
						Object value = of.evaluate(scope);
						return (value != null) ? Values.member(value, name) : null;
					};
				}
				else if (this.tokens.take(".") != null) {
					String name = name();
					node = (scope) -> Values.member(of.evaluate(scope), name);
				}
				else if (this.tokens.take("[") != null) {
					Node key = ternary();
					this.tokens.expect("]");
					node = (scope) -> Values.member(of.evaluate(scope), key.evaluate(scope));
				}
				else {
					return node;
				}
			}
		}

		private Node primary() {
			if (this.tokens.take("(") != null) {
				Node inner = ternary();
				this.tokens.expect(")");
				return inner;
			}
			if (this.tokens.take("[") != null) {
				return list();
			}
			if (this.tokens.take("#") != null) {
				return Scope::element;
			}
			Token token = this.tokens.peek();
			return switch (token.kind()) {
				case NUMBER -> constant(Double.valueOf(this.tokens.take().text()));
				case STRING -> constant(this.tokens.take().text());
				case WORD -> word();
				case END -> throw this.tokens.unexpected("a value");
			};
		}

		private Node word() {
			String name = name();
			return switch (name) {
				case "true" -> constant(true);
				case "false" -> constant(false);
				case "nil", "null" -> constant(null);
				case "result" -> Scope::result;
				default -> call(name);
			};
		}

		private Node call(String function) {
			if (this.tokens.take("(") == null) {
				throw new ConditionException("unknown name '%s'".formatted(function));
			}
			Node first = ternary();
			Node second = (this.tokens.take(",") == null) ? constant(null) : argument(function);
			this.tokens.expect(")");
			if (PREDICATES.contains(function)) {
				return predicate(function, first, second);
			}
			return switch (function) {
				case "len" -> (scope) -> Values.length(first.evaluate(scope));
				case "isNaN" -> (scope) -> Double.isNaN(Values.number(first.evaluate(scope)));
				case "isInf" -> (scope) -> Double.isInfinite(Values.number(first.evaluate(scope)));
				case "asFloat" -> (scope) -> Values.asFloat(first.evaluate(scope));
				case "asInt" -> (scope) -> (double) (long) Values.asFloat(first.evaluate(scope));
				// the controller looks at the whole result, whatever the argument
				case "isNil" -> (scope) -> scope.result() == null;
				case "default" -> (scope) -> (scope.result() != null) ? scope.result() : second.evaluate(scope);
				default -> throw new ConditionException("unknown function '%s'".formatted(function));
			};
		}

		private Node argument(String function) {
			if (!PREDICATES.contains(function) || this.tokens.take("{") == null) {
				return ternary();
			}
			Node body = (this.tokens.take(".") != null) ? ofElement(name()) : ternary();
			this.tokens.expect("}");
			return body;
		}

		private Node ofElement(String name) {
			Node member = (scope) -> Values.member(scope.element(), name);
			String operator = this.tokens.take("==", "!=", "<=", ">=", "<", ">");
			if (operator == null) {
				return member;
			}
			Node right = sum();
			return switch (operator) {
				case "==" -> (scope) -> Values.areEqual(member.evaluate(scope), right.evaluate(scope));
				case "!=" -> (scope) -> !Values.areEqual(member.evaluate(scope), right.evaluate(scope));
				default -> (scope) -> Values.compare(operator, member.evaluate(scope), right.evaluate(scope));
			};
		}

		private static Node predicate(String function, Node list, Node body) {
			return (scope) -> {
				Predicate<@Nullable Object> holds = (element) -> Values
					.isTrue(body.evaluate(new Scope(scope.result(), element)));
				List<@Nullable Object> elements = new ArrayList<>(Values.elements(list.evaluate(scope)));
				Stream<@Nullable Object> stream = elements.stream();
				return switch (function) {
					case "all" -> stream.allMatch(holds);
					case "any" -> stream.anyMatch(holds);
					case "none" -> stream.noneMatch(holds);
					case "filter" -> elements.stream().filter(holds).toList();
					case "count" -> (double) stream.filter(holds).count();
					default -> mapped(elements, body, scope);
				};
			};
		}

		private static List<@Nullable Object> mapped(List<@Nullable Object> elements, Node body, Scope scope) {
			List<@Nullable Object> mapped = new ArrayList<>();
			for (Object element : elements) {
				mapped.add(body.evaluate(new Scope(scope.result(), element)));
			}
			return mapped;
		}

		private Node list() {
			List<Node> nodes = new ArrayList<>();
			while (this.tokens.take("]") == null) {
				nodes.add(ternary());
				this.tokens.take(",");
			}
			return (scope) -> {
				List<@Nullable Object> values = new ArrayList<>();
				for (Node node : nodes) {
					values.add(node.evaluate(scope));
				}
				return values;
			};
		}

		private String name() {
			Token token = this.tokens.take();
			if (token.kind() != Kind.WORD || !Character.isJavaIdentifierStart(token.text().charAt(0))) {
				throw new ConditionException("a name was expected, not '%s'".formatted(token.text()));
			}
			return token.text();
		}

		private static Node constant(@Nullable Object value) {
			return (scope) -> value;
		}

	}

}
