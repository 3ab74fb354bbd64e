package io.github.selftest.boot.check.pool;

import java.util.LinkedHashMap;
import java.util.Map;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.target.AbstractLazyCreationTargetSource;
import org.springframework.beans.factory.config.InstantiationAwareBeanPostProcessor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

import static org.assertj.core.api.Assertions.assertThat;

class PoolFinderTests {

	private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

	private final HikariDataSource shop = named("shop");

	@Test
	void findsNothingWhereThereIsNoDataSource() {
		assertThat(find()).isEmpty();
	}

	@Test
	void namesAPoolByItselfOrByItsBean() {
		this.beans.registerSingleton("dataSource", named(null));
		this.beans.registerSingleton("ordersDataSource", named("HikariPool-1"));
		this.beans.registerSingleton("other", named("farm-shop"));
		assertThat(find()).containsOnlyKeys("poolMain", "poolOrders", "poolFarmShop");
	}

	@Test
	void leavesTheIdsOfOtherChecksOfTheKind() {
		this.beans.registerSingleton("settingsDataSource", named(null));
		this.beans.registerSingleton("targets", named("targets"));
		assertThat(find()).containsOnlyKeys("poolSettings2", "poolTargets2");
	}

	@Test
	void asksForNoBeanThatIsBeingMade() {
		RootBeanDefinition early = new RootBeanDefinition(HikariDataSource.class, HikariDataSource::new);
		this.beans.registerBeanDefinition("early", early);
		this.beans.addBeanPostProcessor(new InstantiationAwareBeanPostProcessor() {

			@Override
			public boolean postProcessAfterInstantiation(Object bean, String name) {
				assertThat(find()).isEmpty();
				return true;
			}

		});
		this.beans.getBean("early");
		assertThat(find()).containsOnlyKeys("poolEarly");
	}

	@Test
	void findsAPoolOnceWhateverItIsWrappedIn() {
		ProxyFactory proxy = new ProxyFactory(new TransactionAwareDataSourceProxy(this.shop));
		proxy.addInterface(DataSource.class);
		this.beans.registerSingleton("pool", this.shop);
		this.beans.registerSingleton("lazy", new LazyConnectionDataSourceProxy(this.shop));
		this.beans.registerSingleton("proxied", proxy.getProxy());
		assertThat(find()).containsOnlyKeys("poolShop");
		assertThat(find().get("poolShop")).isSameAs(this.shop);
	}

	@Test
	void findsThePoolsBehindARoutingDataSource() {
		HikariDataSource standby = named("standby");
		AbstractRoutingDataSource routing = new AbstractRoutingDataSource() {

			@Override
			protected Object determineCurrentLookupKey() {
				throw new IllegalStateException("nobody asked");
			}

		};
		routing.setTargetDataSources(Map.of("write", this.shop, "read", new LazyConnectionDataSourceProxy(standby)));
		this.beans.registerSingleton("routing", routing);
		assertThat(find()).isEmpty();
		routing.initialize();
		assertThat(find()).containsOnlyKeys("poolShop", "poolStandby");
	}

	@Test
	void createsNeitherALazyBeanNorTheTargetOfALazyProxy() {
		RootBeanDefinition lazy = new RootBeanDefinition(HikariDataSource.class, () -> {
			throw new IllegalStateException("created");
		});
		lazy.setLazyInit(true);
		lazy.setDefaultCandidate(false);
		this.beans.registerBeanDefinition("lazy", lazy);
		ProxyFactory proxy = new ProxyFactory(DataSource.class, new AbstractLazyCreationTargetSource() {

			@Override
			protected Object createObject() {
				throw new IllegalStateException("created");
			}

			@Override
			public Class<?> getTargetClass() {
				return DataSource.class;
			}

		});
		this.beans.registerSingleton("proxy", proxy.getProxy());
		assertThat(find()).isEmpty();
	}

	@Test
	void findsBeansThatAreNoCandidatesAndThoseOfAParent() {
		RootBeanDefinition hidden = new RootBeanDefinition(HikariDataSource.class, () -> this.shop);
		hidden.setAutowireCandidate(false);
		this.beans.registerBeanDefinition("hidden", hidden);
		this.beans.preInstantiateSingletons();
		DefaultListableBeanFactory child = new DefaultListableBeanFactory(this.beans);
		assertThat(new PoolFinder(child).find()).containsOnlyKeys("poolShop");
	}

	@Test
	void keepsIdsApart() {
		this.beans.registerSingleton("one", named("a.b"));
		this.beans.registerSingleton("two", named("a-b"));
		assertThat(find()).containsOnlyKeys("poolAB", "poolAB2");
	}

	private Map<String, HikariDataSource> find() {
		Map<String, HikariDataSource> found = new LinkedHashMap<>();
		new PoolFinder(this.beans).find().forEach((id, pool) -> found.put(id, pool.dataSource()));
		return found;
	}

	private static HikariDataSource named(@Nullable String name) {
		HikariDataSource pool = new HikariDataSource();
		if (name != null) {
			pool.setPoolName(name);
		}
		return pool;
	}

}
