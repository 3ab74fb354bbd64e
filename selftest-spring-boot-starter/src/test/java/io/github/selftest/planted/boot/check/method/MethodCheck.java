package io.github.selftest.planted.boot.check.method;

import io.github.selftest.planted.api.Check;

class MethodCheck implements Check {

}
