package io.github.selftest.sample.fault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

import com.sun.net.httpserver.HttpServer;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.web.client.RestClient;

/**
 * The catalogue asks a wholesaler for his prices, in the middle of a transaction: each
 * visitor holds a connection for as long as somebody else's service takes.
 */
@Aspect
@Component
@Profile("fault-pool-remote-call")
class PoolRemoteCallFault implements DisposableBean {

	private static final long ANSWER_NANOS = 800_000_000;

	private final HttpServer wholesaler;

	private final PlatformTransactionManager transactions;

	PoolRemoteCallFault(PlatformTransactionManager transactions) throws IOException {
		this.transactions = transactions;
		this.wholesaler = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.wholesaler.setExecutor(Executors.newCachedThreadPool());
		this.wholesaler.createContext("/", (exchange) -> {
			LockSupport.parkNanos(ANSWER_NANOS);
			exchange.sendResponseHeaders(204, -1);
			exchange.close();
		});
		this.wholesaler.start();
	}

	@Around("execution(* io.github.selftest.sample.catalogue.Catalogue.list(..))")
	@Nullable Object list(ProceedingJoinPoint call) throws Throwable {
		TransactionStatus transaction = this.transactions.getTransaction(new DefaultTransactionDefinition());
		try {
			Object products = call.proceed();
			askWholesaler();
			return products;
		}
		finally {
			this.transactions.rollback(transaction);
		}
	}

	@Override
	public void destroy() {
		this.wholesaler.stop(0);
	}

	private void askWholesaler() {
		RestClient.create("http://localhost:" + this.wholesaler.getAddress().getPort())
			.get()
			.uri("/prices")
			.retrieve()
			.toBodilessEntity();
	}

}
