package io.github.selftest.boot.check;

import java.io.IOException;

/**
 * The answer is none, or not whole.
 */
final class BrokenAnswerException extends IOException {

	private static final long serialVersionUID = 1L;

	private final NoAnswer problem;

	BrokenAnswerException(NoAnswer problem) {
		super(problem.text());
		this.problem = problem;
	}

	NoAnswer problem() {
		return this.problem;
	}

}
