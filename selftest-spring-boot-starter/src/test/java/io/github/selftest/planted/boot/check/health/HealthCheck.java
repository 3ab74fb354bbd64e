package io.github.selftest.planted.boot.check.health;

import io.github.selftest.planted.boot.check.BuiltInCheck;

class HealthCheck implements BuiltInCheck {

}
