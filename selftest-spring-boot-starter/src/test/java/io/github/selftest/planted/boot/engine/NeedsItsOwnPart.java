package io.github.selftest.planted.boot.engine;

import io.github.selftest.planted.boot.engine.run.PartNeedsTheWhole;

public class NeedsItsOwnPart {

	PartNeedsTheWhole[] parts = {};

}
