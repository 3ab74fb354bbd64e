package io.github.selftest.planted.api;

import org.springframework.util.StringUtils;

class ApiNeedsSpring {

	boolean isEmpty(String value) {
		return !StringUtils.hasLength(value);
	}

}
