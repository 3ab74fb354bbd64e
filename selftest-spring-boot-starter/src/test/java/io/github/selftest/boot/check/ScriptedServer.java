package io.github.selftest.boot.check;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;

/**
 * A server that does to each connection what a test tells it to.
 */
public final class ScriptedServer implements AutoCloseable {

	private final ServerSocket socket;

	private final Dialogue dialogue;

	private final BlockingQueue<List<String>> requests = new LinkedBlockingQueue<>();

	private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();

	public ScriptedServer(Script script) throws IOException {
		this((head, out) -> script.run(out));
	}

	private ScriptedServer(Dialogue dialogue) throws IOException {
		this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		this.dialogue = dialogue;
		Thread thread = new Thread(this::accept, "scripted-server");
		thread.setDaemon(true);
		thread.start();
	}

	public static ScriptedServer answering(String... lines) throws IOException {
		return new ScriptedServer((out) -> out.write(String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8)));
	}

	public static ScriptedServer talking(Dialogue dialogue) throws IOException {
		return new ScriptedServer(dialogue);
	}

	public Environment environment() {
		return new MockEnvironment().withProperty("local.server.port", Integer.toString(port()));
	}

	public int port() {
		return this.socket.getLocalPort();
	}

	/**
	 * Return the requests that came, each as the lines of its head.
	 */
	public BlockingQueue<List<String>> requests() {
		return this.requests;
	}

	/**
	 * Return how each connection ended.
	 */
	BlockingQueue<String> ends() {
		return this.ends;
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	private void accept() {
		while (!this.socket.isClosed()) {
			try (Socket connection = this.socket.accept()) {
				serve(connection);
			}
			catch (IOException ex) {
				this.ends.add("broken");
			}
		}
	}

	private void serve(Socket connection) throws IOException {
		BufferedReader in = new BufferedReader(
				new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
		List<String> head = new ArrayList<>();
		for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
			head.add(line);
		}
		this.requests.add(head);
		this.dialogue.run(head, connection.getOutputStream());
		this.ends.add("done");
	}

	/**
	 * What happens after the head of a request has been read.
	 */
	@FunctionalInterface
	public interface Script {

		void run(OutputStream out) throws IOException;

	}

	/**
	 * What happens after the head of a request has been read, depending on it.
	 */
	@FunctionalInterface
	public interface Dialogue {

		void run(List<String> head, OutputStream out) throws IOException;

	}

}
