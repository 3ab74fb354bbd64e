package io.github.selftest.boot.fault;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;

import io.github.selftest.boot.synthetic.jdbc.SameTypeProxy;
import io.github.selftest.boot.touched.TouchedBean;

/**
 * Puts a proxy around each {@code DataSource} that is a point, of all the types that it
 * was of.
 */
final class FaultyDataSources implements BeanPostProcessor, Ordered {

	private static final Logger logger = LoggerFactory.getLogger(FaultyDataSources.class);

	private final ObjectProvider<Faults> faults;

	private final ObjectProvider<FaultProperties> properties;

	private final Set<String> proxied = new ConcurrentSkipListSet<>();

	FaultyDataSources(ObjectProvider<Faults> faults, ObjectProvider<FaultProperties> properties) {
		this.faults = faults;
		this.properties = properties;
	}

	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (!(bean instanceof DataSource) || !isPoint(beanName)) {
			return bean;
		}
		if (!SameTypeProxy.isPossible(bean.getClass())) {
			logger.warn("'{}' can have no faults: its {} is final, so that no proxy is of that type", beanName,
					bean.getClass());
			return bean;
		}
		this.proxied.add(beanName);
		return SameTypeProxy.of(bean, new FaultyDataSource(beanName, this.faults.getObject()));
	}

	private boolean isPoint(String beanName) {
		return this.properties.getObject().dataSources().contains(beanName);
	}

	List<TouchedBean> touched() {
		return this.proxied.stream()
			.map((name) -> new TouchedBean(name, FaultAutoConfiguration.PROPERTY,
					"borrowing a connection can meet the fault of a synthetic request"))
			.toList();
	}

}
