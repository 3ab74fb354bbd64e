package io.github.selftest.sample.partners;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.ServletRegistrationBean;

/**
 * The warehouse, which knows the stock: {@code GET /stock/{product}}.
 */
public final class Warehouse extends Partner {

	private volatile Duration delay = Duration.ZERO;

	@Override
	void register(ServletWebServerApplicationContext context) {
		context.registerBean("warehouse", ServletRegistrationBean.class,
				() -> new ServletRegistrationBean<>(new StockServlet(), "/stock/*"));
	}

	/**
	 * Let each answer take longer.
	 * @param delay by how much
	 */
	public void answerAfter(Duration delay) {
		this.delay = delay;
	}

	/**
	 * Answers.
	 */
	private final class StockServlet extends HttpServlet {

		private static final long serialVersionUID = 1L;

		@Override
		protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
			try {
				if (new CountDownLatch(1).await(Warehouse.this.delay.toMillis(), TimeUnit.MILLISECONDS)) {
					throw new IllegalStateException("nobody counts down");
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			int product = Integer.parseInt(request.getPathInfo().substring(1));
			response.setContentType("application/json");
			response.getOutputStream()
				.write("{\"productId\":%d,\"available\":%d}".formatted(product, 10 + product)
					.getBytes(StandardCharsets.UTF_8));
		}

	}

}
