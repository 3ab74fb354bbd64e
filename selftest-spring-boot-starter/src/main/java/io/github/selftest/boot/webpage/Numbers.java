package io.github.selftest.boot.webpage;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Locale;

/**
 * Numbers for people: three digits that count, and a unit.
 */
final class Numbers {

	private static final MathContext THREE_DIGITS = new MathContext(3);

	private static final String[] BYTES = { "B", "KiB", "MiB", "GiB", "TiB", "PiB" };

	private Numbers() {
	}

	/**
	 * Return a value with its unit.
	 * @param value the value
	 * @param unit the unit of the measurement
	 * @return a short text
	 */
	static String text(double value, String unit) {
		if (!Double.isFinite(value)) {
			return "no number";
		}
		return switch (unit) {
			case "ratio" -> (Math.abs(value) < 1e6) ? plain(value * 100) + "\u00a0%" : plain(value);
			case "bytes" -> bytes(value);
			case "ms" -> (Math.abs(value) >= 10_000) ? plain(value / 1000) + "\u00a0s" : plain(value) + "\u00a0ms";
			case "count", "" -> plain(value);
			default -> plain(value) + "\u00a0" + unit;
		};
	}

	/**
	 * Return a share in percent, rounded down, so that a failure is never rounded away.
	 * @param share the share
	 * @return a short text
	 */
	static String share(double share) {
		BigDecimal percent = BigDecimal.valueOf(share).movePointRight(2).setScale(2, java.math.RoundingMode.DOWN);
		return percent.stripTrailingZeros().toPlainString() + "\u00a0%";
	}

	static String millis(Duration duration) {
		return text(duration.toNanos() / 1e6, "ms");
	}

	static String plain(double value) {
		double size = Math.abs(value);
		if (size >= 1e7 || (size > 0 && size < 1e-3)) {
			return String.format(Locale.ROOT, "%.2e", value).replaceFirst("\\.?0*e\\+?(-?)0*", "e$1");
		}
		BigDecimal exact = BigDecimal.valueOf(value);
		BigDecimal shown = (size >= 1000) ? exact.setScale(0, java.math.RoundingMode.HALF_UP)
				: exact.round(THREE_DIGITS);
		String text = shown.stripTrailingZeros().toPlainString();
		return (size >= 10_000) ? String.format(Locale.ROOT, "%,d", shown.longValue()) : text;
	}

	private static String bytes(double value) {
		int step = 0;
		double rest = value;
		while (Math.abs(rest) >= 1024 && step < BYTES.length - 1) {
			rest /= 1024;
			step++;
		}
		return plain(rest) + "\u00a0" + BYTES[step];
	}

}
