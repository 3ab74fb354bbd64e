package io.github.selftest.boot.check.pool.saturation;

import java.util.Arrays;
import java.util.stream.Stream;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The beans that were made already. Others are not made for being looked at.
 */
final class ExistingBeans {

	private final ConfigurableListableBeanFactory beans;

	ExistingBeans(ConfigurableListableBeanFactory beans) {
		this.beans = beans;
	}

	<T> Stream<Named<T>> of(Class<T> type) {
		return Arrays.stream(this.beans.getBeanNamesForType(type, false, false))
			.filter(this::exists)
			.map((name) -> new Named<>(name, this.beans.getBean(name, type)));
	}

	/**
	 * Return all beans that were made already.
	 */
	Stream<Named<Object>> all() {
		return Arrays.stream(this.beans.getSingletonNames())
			.filter(this::exists)
			.flatMap((name) -> Stream.ofNullable(this.beans.getSingleton(name))
				.map((bean) -> new Named<Object>(name, bean)));
	}

	private boolean exists(String name) {
		return this.beans.containsSingleton(name) && !(this.beans.getSingleton(name) instanceof FactoryBean<?>);
	}

	/**
	 * A bean and its name.
	 *
	 * @param <T> the type of the bean
	 * @param name the name
	 * @param bean the bean
	 */
	record Named<T>(String name, T bean) {

	}

}
