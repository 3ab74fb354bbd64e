package io.github.selftest.planted.boot;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;

@AutoConfiguration
public final class MisnamedConfiguration {

	@ManagementContextConfiguration(proxyBeanMethods = false)
	static class Nested {

	}

}
