package io.github.selftest.planted.boot.check.http;

import io.micrometer.core.instrument.Tags;

class NeedsMicrometer {

	Tags tags = Tags.empty();

}
