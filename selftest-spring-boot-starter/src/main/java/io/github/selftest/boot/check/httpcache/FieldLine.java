package io.github.selftest.boot.check.httpcache;

/**
 * One line of the head of a message, as it was sent.
 *
 * @param name the name in the case in which it was sent
 * @param value the value without blanks around it
 */
record FieldLine(String name, String value) {

	FieldLine {
		value = Text.trimmed(value);
	}

	boolean isNamed(String other) {
		return this.name.equalsIgnoreCase(other);
	}

	@Override
	public String toString() {
		return this.name + ": " + this.value;
	}

}
