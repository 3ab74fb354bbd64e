package io.github.selftest.boot.check;

import java.util.concurrent.CancellationException;

/**
 * A text that a regular expression stops reading when its thread is interrupted, so that
 * a careless expression cannot outlive the deadline of a run.
 *
 * @param text the text
 */
record InterruptibleText(String text) implements CharSequence {

	@Override
	public char charAt(int index) {
		if (Thread.currentThread().isInterrupted()) {
			throw new CancellationException("interrupted while matching a regular expression");
		}
		return this.text.charAt(index);
	}

	@Override
	public int length() {
		return this.text.length();
	}

	@Override
	public CharSequence subSequence(int start, int end) {
		return new InterruptibleText(this.text.substring(start, end));
	}

	@Override
	public String toString() {
		return this.text;
	}

}
