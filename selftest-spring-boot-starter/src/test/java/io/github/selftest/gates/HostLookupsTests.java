package io.github.selftest.gates;

import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.task.ThreadPoolTaskExecutorBuilder;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.transaction.PlatformTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;

class HostLookupsTests {

	@Test
	void findsTheTypeOfAConditionOfBoot() {
		assertThat(HostLookups.TYPES).contains(JdbcOperations.class.getName(),
				PlatformTransactionManager.class.getName());
	}

	@Test
	void findsTheTypeThatBootInfersFromTheMethod() {
		assertThat(HostLookups.TYPES).contains(ThreadPoolTaskExecutorBuilder.class.getName());
	}

	@Test
	void findsWhatIsLookedUpInCode() {
		assertThat(HostLookups.TYPES).contains(TaskScheduler.class.getName());
	}

	@Test
	void leavesOutTheTypeOfAMethodThatBootLooksUpByName() {
		assertThat(HostLookups.TYPES).doesNotContain(HealthContributor.class.getName(), Object.class.getName());
	}

}
