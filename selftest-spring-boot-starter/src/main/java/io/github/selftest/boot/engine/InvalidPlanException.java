package io.github.selftest.boot.engine;

/**
 * The checks of the application can't be planned, such as two with the same id. Thrown
 * when the engine starts.
 */
public final class InvalidPlanException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String remedy;

	InvalidPlanException(String problem, String remedy) {
		super(problem);
		this.remedy = remedy;
	}

	/**
	 * Return what to do about it.
	 * @return a sentence
	 */
	public String remedy() {
		return this.remedy;
	}

}
