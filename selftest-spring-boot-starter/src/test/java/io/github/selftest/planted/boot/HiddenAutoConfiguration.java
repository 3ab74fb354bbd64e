package io.github.selftest.planted.boot;

import org.springframework.boot.autoconfigure.AutoConfiguration;

@AutoConfiguration
final class HiddenAutoConfiguration {

}
