package io.github.selftest.sample.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.locks.LockSupport;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The database has moved to another continent: once the shop has started, each answer
 * takes 400 milliseconds longer.
 */
@Component
@Primary
@Profile("fault-pool-slow-database & !postgres")
@Order(Ordered.LOWEST_PRECEDENCE)
class PoolSlowDatabaseFault implements JdbcConnectionDetails, ApplicationRunner, DisposableBean {

	private static final Logger logger = LoggerFactory.getLogger(PoolSlowDatabaseFault.class);

	private static final long DELAY_NANOS = 400_000_000;

	private final EmbeddedPostgres server;

	private final ServerSocket door;

	private volatile boolean slow;

	PoolSlowDatabaseFault(EmbeddedPostgres server) throws IOException {
		this.server = server;
		this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		start("slow-network", this::accept);
	}

	@Override
	public void run(ApplicationArguments arguments) {
		this.slow = true;
	}

	@Override
	public String getJdbcUrl() {
		return "jdbc:postgresql://localhost:" + this.door.getLocalPort() + "/postgres";
	}

	@Override
	public String getUsername() {
		return "postgres";
	}

	@Override
	public String getPassword() {
		return "unused";
	}

	@Override
	public void destroy() throws IOException {
		this.door.close();
	}

	private void accept() throws IOException {
		while (!this.door.isClosed()) {
			Socket shop = this.door.accept();
			Socket database = new Socket(InetAddress.getLoopbackAddress(), this.server.getPort());
			start("slow-network-out", () -> pass(shop, database, false));
			start("slow-network-in", () -> pass(database, shop, true));
		}
	}

	private void pass(Socket from, Socket to, boolean answers) throws IOException {
		byte[] buffer = new byte[8192];
		try (from; to) {
			InputStream in = from.getInputStream();
			OutputStream out = to.getOutputStream();
			for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
				if (answers && this.slow) {
					LockSupport.parkNanos(DELAY_NANOS);
				}
				out.write(buffer, 0, length);
			}
		}
	}

	private static void start(String name, Transfer transfer) {
		Thread thread = new Thread(() -> {
			try {
				transfer.run();
			}
			catch (IOException ex) {
				logger.debug("A connection has ended", ex);
			}
		}, name);
		thread.setDaemon(true);
		thread.start();
	}

	private interface Transfer {

		void run() throws IOException;

	}

}
