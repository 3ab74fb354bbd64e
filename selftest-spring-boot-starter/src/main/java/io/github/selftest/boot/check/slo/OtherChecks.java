package io.github.selftest.boot.check.slo;

import java.util.List;

import io.github.selftest.api.Check;
import io.github.selftest.boot.check.StaticChecks;

/**
 * Checks that are known at the start, beside those of requests.
 *
 * @param checks the checks
 */
record OtherChecks(List<Check> checks) implements StaticChecks {

}
