package io.github.selftest.planted.boot.engine;

class SystemEngineClock {

	long nanoTime() {
		return System.nanoTime();
	}

}
