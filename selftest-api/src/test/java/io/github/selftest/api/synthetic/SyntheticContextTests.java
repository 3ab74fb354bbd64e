package io.github.selftest.api.synthetic;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SyntheticContextTests {

	private final SyntheticContext context = SyntheticContext.of("ci-1", "deploy-7", null, null);

	@Test
	void threadHasTheContextWhileItIsOpen() {
		assertThat(SyntheticContext.isActive()).isFalse();
		SyntheticContext.Scope scope = this.context.open();
		assertThat(SyntheticContext.current()).containsSame(this.context);
		scope.close();
		assertThat(SyntheticContext.isActive()).isFalse();
	}

	@Test
	void outerContextComesBack() {
		SyntheticContext inner = SyntheticContext.of("ci-2", null, null, null);
		SyntheticContext.Scope outerScope = this.context.open();
		SyntheticContext.Scope innerScope = inner.open();
		assertThat(SyntheticContext.current()).containsSame(inner);
		SyntheticContext.Scope none = SyntheticContext.openWithout();
		assertThat(SyntheticContext.isActive()).isFalse();
		none.close();
		innerScope.close();
		assertThat(SyntheticContext.current()).containsSame(this.context);
		outerScope.close();
	}

	@Test
	void taskCarriesTheContextToAPooledThreadAndLeavesNothingThere() throws Exception {
		ExecutorService pool = Executors.newSingleThreadExecutor();
		SyntheticContext.Scope scope = this.context.open();
		try {
			assertThat(pool.submit(SyntheticContext.wrap(SyntheticContext::current)).get()).containsSame(this.context);
			assertThat(pool.submit(SyntheticContext::current).get()).isEqualTo(Optional.empty());
		}
		finally {
			scope.close();
			pool.shutdownNow();
		}
	}

	@Test
	void taskOfAUserIsLeftAsItIs() {
		Runnable task = () -> {
		};
		assertThat(SyntheticContext.wrap(task)).isSameAs(task);
	}

	@Test
	void logShowsKeyAndRun() {
		assertThat(this.context).hasToString("ci-1/deploy-7");
	}

}
