package io.github.selftest.benchmarks.host;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * A small service. It ends when its standard input does.
 */
@SpringBootApplication(proxyBeanMethods = false)
class Host {

	/**
	 * Start the service, tell that it is ready, and answer questions.
	 * @param args arguments of the application
	 */
	public static void main(String[] args) {
		Gauge gauge = new Gauge();
		// when this returns, all listeners of ApplicationReadyEvent have done their work
		gauge.answer(SpringApplication.run(Host.class, args));
		System.exit(0);
	}

}
