package io.github.selftest.planted.boot.check;

import io.github.selftest.planted.api.Check;

public interface BuiltInCheck extends Check {

}
