package io.github.selftest.planted.boot.engine;

import java.util.concurrent.TimeUnit;

class Sleeper {

	void onThread() throws InterruptedException {
		Thread.sleep(1);
	}

	void onUnit() throws InterruptedException {
		TimeUnit.MILLISECONDS.sleep(1);
	}

}
