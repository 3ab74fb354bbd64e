package io.github.selftest.planted.boot.check.health;

import io.github.selftest.planted.boot.engine.run.PartNeedsTheWhole;

class HealthKnowsEngine {

	PartNeedsTheWhole part = new PartNeedsTheWhole();

}
