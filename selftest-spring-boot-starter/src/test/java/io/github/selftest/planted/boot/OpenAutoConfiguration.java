package io.github.selftest.planted.boot;

import org.springframework.boot.autoconfigure.AutoConfiguration;

@AutoConfiguration
public class OpenAutoConfiguration {

	public void call() {
	}

}
