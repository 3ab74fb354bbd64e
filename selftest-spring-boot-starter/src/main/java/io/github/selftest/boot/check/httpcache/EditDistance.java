package io.github.selftest.boot.check.httpcache;

/**
 * How many letters have to be inserted, removed or replaced to make one word another.
 */
final class EditDistance {

	/** Longer words are like none. */
	private static final int LONGEST = 40;

	private EditDistance() {
	}

	static int between(String first, String second) {
		if (Math.max(first.length(), second.length()) > LONGEST) {
			return LONGEST;
		}
		int[] previous = new int[second.length() + 1];
		for (int i = 0; i < previous.length; i++) {
			previous[i] = i;
		}
		for (int i = 1; i <= first.length(); i++) {
			int[] row = new int[previous.length];
			row[0] = i;
			for (int j = 1; j < row.length; j++) {
				int replaced = previous[j - 1] + ((first.charAt(i - 1) == second.charAt(j - 1)) ? 0 : 1);
				row[j] = Math.min(replaced, Math.min(previous[j], row[j - 1]) + 1);
			}
			previous = row;
		}
		return previous[second.length()];
	}

}
