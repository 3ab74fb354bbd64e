package io.github.selftest.planted.boot.check.pool;

public enum PoolSize {

	SIZE;

	public int intValue() {
		return 1;
	}

}
