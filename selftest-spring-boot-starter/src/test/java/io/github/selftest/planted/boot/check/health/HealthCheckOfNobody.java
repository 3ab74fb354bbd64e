package io.github.selftest.planted.boot.check.health;

import io.github.selftest.planted.api.Check;

class HealthCheckOfNobody implements Check {

}
