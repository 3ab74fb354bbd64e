package io.github.selftest.planted.boot.engine;

import io.github.selftest.planted.boot.check.pool.PoolSize;

class EngineKnowsAKind {

	int size() {
		return PoolSize.SIZE.intValue();
	}

}
