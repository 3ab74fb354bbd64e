package io.github.selftest.planted.boot.check.health;

import io.github.selftest.planted.boot.check.pool.PoolSize;

class HealthKnowsPool {

	PoolSize size = PoolSize.SIZE;

}
