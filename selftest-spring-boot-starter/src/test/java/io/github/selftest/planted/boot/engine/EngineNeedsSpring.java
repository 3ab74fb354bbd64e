package io.github.selftest.planted.boot.engine;

import org.springframework.util.StringUtils;

class EngineNeedsSpring {

	boolean isEmpty(String value) {
		return !StringUtils.hasLength(value);
	}

}
