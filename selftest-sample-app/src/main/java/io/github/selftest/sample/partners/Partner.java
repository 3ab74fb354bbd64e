package io.github.selftest.sample.partners;

import java.net.InetAddress;
import java.util.Objects;

import jakarta.servlet.ServletContext;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.servlet.ServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/**
 * A context with a server on loopback, of which the port stays when it comes back.
 */
abstract class Partner {

	private @Nullable ServletWebServerApplicationContext context;

	private int port;

	synchronized void start() {
		if (this.context != null) {
			return;
		}
		ServletWebServerApplicationContext started = new ServletWebServerApplicationContext();
		started.registerBean(ServletWebServerFactory.class, this::server);
		register(started);
		started.refresh();
		started(Objects.requireNonNull(started.getServletContext()));
		this.port = Objects.requireNonNull(started.getWebServer()).getPort();
		this.context = started;
	}

	private ServletWebServerFactory server() {
		TomcatServletWebServerFactory server = new TomcatServletWebServerFactory(this.port);
		server.setAddress(InetAddress.getLoopbackAddress());
		customize(server);
		return server;
	}

	void customize(TomcatServletWebServerFactory server) {
	}

	void started(ServletContext servletContext) {
	}

	abstract void register(ServletWebServerApplicationContext context);

	synchronized void stop() {
		if (this.context != null) {
			this.context.close();
			this.context = null;
		}
	}

	synchronized int port() {
		return this.port;
	}

}
