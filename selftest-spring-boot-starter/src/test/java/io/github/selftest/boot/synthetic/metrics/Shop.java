package io.github.selftest.boot.synthetic.metrics;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.server.ResponseStatusException;

/**
 * A service of which each kind of answer is observed.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
@RestController
class Shop {

	final CountDownLatch entered = new CountDownLatch(1);

	final CountDownLatch released = new CountDownLatch(1);

	private final ObservationRegistry observations;

	private final RestClient client;

	Shop(ObservationRegistry observations, RestClient.Builder client) {
		this.observations = observations;
		this.client = client.build();
	}

	@GetMapping("/products/{id}")
	String product(@PathVariable String id) {
		return Observation.createNotStarted("job", this.observations).observe(() -> "product " + id);
	}

	@GetMapping("/broken")
	String broken() {
		throw new ResponseStatusException(HttpStatus.INTERNAL_SERVER_ERROR);
	}

	@GetMapping("/callable")
	Callable<String> callable() {
		return () -> "later";
	}

	@GetMapping("/future")
	CompletableFuture<String> future() {
		return CompletableFuture.supplyAsync(() -> "later");
	}

	@GetMapping("/call/{port}")
	String call(@PathVariable int port) {
		return String
			.valueOf(this.client.get().uri("http://127.0.0.1:{port}/products/1", port).retrieve().body(String.class));
	}

	@GetMapping("/wait")
	String waitForIt() throws InterruptedException {
		this.entered.countDown();
		this.released.await();
		return "done";
	}

}
