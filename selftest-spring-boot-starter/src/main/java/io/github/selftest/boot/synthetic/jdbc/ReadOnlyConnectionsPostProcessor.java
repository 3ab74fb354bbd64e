package io.github.selftest.boot.synthetic.jdbc;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;

import io.github.selftest.boot.touched.TouchedBean;

/**
 * Puts a proxy around each {@code DataSource} that is of all the types that it was of.
 * The bean is initialised by then, and it alone is destroyed.
 */
final class ReadOnlyConnectionsPostProcessor implements BeanPostProcessor, Ordered {

	static final String PROPERTY = "selftest.synthetic.read-only-connections";

	private static final Logger logger = LoggerFactory.getLogger(ReadOnlyConnectionsPostProcessor.class);

	private final Set<String> proxied = new ConcurrentSkipListSet<>();

	// outside of all others: what they put around the DataSource is then kept as well
	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (!(bean instanceof DataSource)) {
			return bean;
		}
		if (!SameTypeProxy.isPossible(bean.getClass())) {
			logger.warn(
					"'{}' cannot be made read-only for synthetic requests: its {} is final, so that no proxy is of that type; "
							+ "wrap the DataSource in a class that is not, such as DelegatingDataSource",
					beanName, bean.getClass());
			return bean;
		}
		this.proxied.add(beanName);
		return SameTypeProxy.of(bean, new ReadOnlyConnections());
	}

	List<TouchedBean> touched() {
		return this.proxied.stream()
			.map((name) -> new TouchedBean(name, PROPERTY,
					"connections of synthetic requests without a tenant are read-only"))
			.toList();
	}

}
