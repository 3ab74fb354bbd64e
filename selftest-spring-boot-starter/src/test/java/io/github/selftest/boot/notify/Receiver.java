package io.github.selftest.boot.notify;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A receiver of alerts that answers as it is told, and by 200 otherwise.
 */
final class Receiver implements AutoCloseable {

	final List<String> bodies = new CopyOnWriteArrayList<>();

	final List<Headers> headers = new CopyOnWriteArrayList<>();

	final List<String> paths = new CopyOnWriteArrayList<>();

	private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();

	private final HttpServer server;

	private final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "receiver");
		thread.setDaemon(true);
		return thread;
	});

	Receiver() throws IOException {
		this(0);
	}

	Receiver(int port) throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
		this.server.createContext("/", this::handle);
		this.server.setExecutor(this.threads);
		this.server.start();
	}

	Receiver answering(int status, String... header) {
		this.answers
			.add(new Answer(status, (header.length > 0) ? Map.of(header[0], header[1]) : Map.<String, String>of()));
		return this;
	}

	int port() {
		return this.server.getAddress().getPort();
	}

	String url() {
		return "http://127.0.0.1:" + port() + "/services/T000/s3cretPath";
	}

	List<String> bodies() {
		return new ArrayList<>(this.bodies);
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			byte[] body = exchange.getRequestBody().readAllBytes();
			Answer told = this.answers.poll();
			Answer answer = (told != null) ? told : new Answer(200, Map.of());
			this.paths.add(exchange.getRequestURI().getPath());
			this.headers.add(exchange.getRequestHeaders());
			this.bodies.add(new String(body, StandardCharsets.UTF_8));
			answer.headers().forEach(exchange.getResponseHeaders()::set);
			exchange.sendResponseHeaders(answer.status(), -1);
		}
	}

	private record Answer(int status, Map<String, String> headers) {
	}

}
