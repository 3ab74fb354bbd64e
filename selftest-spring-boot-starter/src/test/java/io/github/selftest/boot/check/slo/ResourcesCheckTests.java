package io.github.selftest.boot.check.slo;

import java.util.Map;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Status;

import static org.assertj.core.api.Assertions.assertThat;

class ResourcesCheckTests {

	@ParameterizedTest
	@CsvSource({ "0.1, 0.2, 0.2, 0.1, 40, PASS", "0.71, 0.2, 0.2, 0.1, 40, WARN", "0.86, 0.2, 0.2, 0.1, 40, FAIL",
			"0.1, 0.95, 0.2, 0.1, 40, PASS", "0.1, 0.95, 0.85, 0.1, 40, WARN", "0.1, 0.95, 0.91, 0.1, 40, FAIL",
			"0.1, 0.2, 0.2, 0.95, 40, FAIL", "0.1, 0.2, 0.2, 0.1, 1001, WARN", "0.1, 0.2, 0.2, 0.1, 5001, FAIL" })
	void areHeldAgainstTheirLimits(double cpu, double heap, double afterCollection, double descriptors, int threads,
			Status status) throws Exception {
		CheckResult result = SloRuns.run(ResourcesCheck.of(SloRuns.properties(Map.of()),
				resources(OptionalDouble.of(cpu), OptionalDouble.of(heap), OptionalDouble.of(afterCollection),
						OptionalDouble.of(descriptors), threads)));

		assertThat(result.status()).isEqualTo(status);
		assertThat(result.findings()).hasSize(4);
	}

	@Test
	void leaveOutWhatTheJvmDoesNotTell() throws Exception {
		CheckResult result = SloRuns
			.run(ResourcesCheck.of(SloRuns.properties(Map.of()), resources(OptionalDouble.empty(),
					OptionalDouble.of(0.99), OptionalDouble.empty(), OptionalDouble.empty(), 3)));

		assertThat(result.findings()).extracting("code").containsExactly("slo.threads");
	}

	@Test
	void areReadFromThisJvm() {
		Resources jvm = new Resources.OfJvm();
		System.gc();

		assertThat(jvm.threads()).isPositive();
		assertThat(jvm.heap().orElseThrow()).isBetween(0.0, 1.0);
		assertThat(jvm.heapAfterCollection().orElseThrow()).isBetween(0.0, 1.0);
		assertThat(jvm.fileDescriptors().orElse(0.5)).isBetween(0.0, 1.0);
		assertThat(jvm.cpu().orElse(0.5)).isBetween(0.0, 1.0);
	}

	private static Resources resources(OptionalDouble cpu, OptionalDouble heap, OptionalDouble afterCollection,
			OptionalDouble descriptors, int threads) {
		return new Resources() {

			@Override
			public OptionalDouble cpu() {
				return cpu;
			}

			@Override
			public OptionalDouble heap() {
				return heap;
			}

			@Override
			public OptionalDouble heapAfterCollection() {
				return afterCollection;
			}

			@Override
			public OptionalDouble fileDescriptors() {
				return descriptors;
			}

			@Override
			public int threads() {
				return threads;
			}

		};
	}

}
