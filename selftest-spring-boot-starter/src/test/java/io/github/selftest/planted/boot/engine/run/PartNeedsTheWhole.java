package io.github.selftest.planted.boot.engine.run;

import io.github.selftest.planted.boot.engine.NeedsItsOwnPart;

public class PartNeedsTheWhole {

	NeedsItsOwnPart[] wholes = {};

}
