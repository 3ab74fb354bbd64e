package io.github.selftest.api;

/**
 * Ends a run at once with a finding. Thrown by the expectations of
 * {@link LoopbackClient.Response}, and by any check that has seen enough. The status of
 * the finding becomes that of the check, so that "could not find out" is told apart from
 * "is broken".
 *
 * @since 0.1.0
 */
public final class FindingError extends AssertionError {

	private static final long serialVersionUID = 1L;

	private final transient Finding finding;

	/**
	 * Create an error.
	 * @param finding the finding to report
	 */
	public FindingError(Finding finding) {
		super(finding.message());
		this.finding = finding;
	}

	public Finding finding() {
		return this.finding;
	}

}
