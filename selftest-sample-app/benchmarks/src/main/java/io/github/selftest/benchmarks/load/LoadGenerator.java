package io.github.selftest.benchmarks.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Reads lines such as {@code 8080 /health 8 1000} from the standard input: port, path,
 * number of connections that are kept alive, and milliseconds. Tells the number of
 * answers, the time, and how long the answers took on the standard output. One thread
 * with a selector, as it shares the processors with the service. It ends when its
 * standard input does.
 */
final class LoadGenerator {

	private static final long LONGEST_MILLIS = 60_000;

	private static final long MOST_REQUESTS = 10_000_000;

	private LoadGenerator() {
	}

	/**
	 * Do what is asked.
	 * @param args none
	 * @throws IOException if the service does not answer, or not with 200
	 */
	public static void main(String[] args) throws IOException {
		System.out.println("benchmark: ready=1");
		try (BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
			for (String order = orders.readLine(); order != null; order = orders.readLine()) {
				String[] words = order.split(" ", -1);
				run(Integer.parseInt(words[0]), words[1], Integer.parseInt(words[2]), Long.parseLong(words[3]));
			}
		}
	}

	private static void run(int port, String path, int connections, long millis) throws IOException {
		try (Selector selector = Selector.open()) {
			for (int i = 0; i < connections; i++) {
				KeptConnection.open(selector, port, path);
			}
			long start = System.nanoTime();
			long end = start + TimeUnit.MILLISECONDS.toNanos(Math.min(millis, LONGEST_MILLIS));
			Latencies latencies = new Latencies();
			while (System.nanoTime() < end && latencies.count() < MOST_REQUESTS) {
				read(selector, latencies);
			}
			System.out.println("benchmark: answers=%d nanos=%d %s".formatted(latencies.count(),
					System.nanoTime() - start, latencies));
			for (SelectionKey key : selector.keys()) {
				key.channel().close();
			}
		}
	}

	private static void read(Selector selector, Latencies latencies) throws IOException {
		selector.select(1000);
		for (SelectionKey key : selector.selectedKeys()) {
			long took = ((KeptConnection) key.attachment()).read();
			if (took >= 0) {
				latencies.add(took);
			}
		}
		selector.selectedKeys().clear();
	}

}
