package io.github.selftest.planted.boot.synthetic;

import java.util.Arrays;

class TellsByTime {

	boolean isValid(byte[] expected, byte[] presented) {
		return Arrays.equals(expected, presented);
	}

}
