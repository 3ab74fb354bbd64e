package io.github.selftest.sample.partners;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

import io.github.selftest.api.fallback.ProveFallback;

/**
 * Asks the warehouse for the stock, and says what it said before while it does not
 * answer.
 */
@Component
@Profile("partners")
public class StockClient {

	private static final int UNKNOWN = -1;

	private final Map<Integer, Stock> known = new ConcurrentHashMap<>();

	private final Warehouse warehouse;

	private final RestClient client;

	StockClient(Warehouse warehouse, RestClient.Builder builder) {
		this.warehouse = warehouse;
		this.client = builder.build();
	}

	@CircuitBreaker(name = "inventory", fallbackMethod = "cached")
	@ProveFallback(arguments = "1", within = "200ms")
	public Stock of(int productId) {
		Stock answer = this.client.get()
			.uri("http://127.0.0.1:%d/stock/%d".formatted(this.warehouse.port(), productId))
			.retrieve()
			.body(Stock.class);
		if (answer == null) {
			throw new IllegalStateException("the warehouse says nothing");
		}
		Stock stock = new Stock(productId, answer.available(), "warehouse");
		this.known.put(productId, stock);
		return stock;
	}

	public Stock cached(int productId, Throwable cause) {
		Stock stock = this.known.getOrDefault(productId, new Stock(productId, UNKNOWN, "cache"));
		return stock.cached();
	}

}
