package io.github.selftest.boot.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import io.github.selftest.api.synthetic.SyntheticContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class FaultAutoConfigurationTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(FaultAutoConfiguration.class))
		.withPropertyValues("selftest.synthetic.keys[0].id=ci",
				"selftest.synthetic.keys[0].secret=0123456789abcdef0123456789abcdef");

	@Test
	void isAbsentUnlessAsked() {
		this.runner.run((context) -> assertThat(context.getBeanDefinitionNames())
			.noneMatch((name) -> name.toLowerCase(Locale.ROOT).contains("fault")));
	}

	@Test
	void isAbsentWhereNothingIsVerified() {
		new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(FaultAutoConfiguration.class))
			.withPropertyValues("selftest.fault.enabled=true")
			.run((context) -> assertThat(context).doesNotHaveBean(Faults.class));
	}

	@Test
	void worksWithoutResilience4jMicrometerClientsAndJdbc() {
		this.runner.withPropertyValues("selftest.fault.enabled=true")
			.withClassLoader(new FilteredClassLoader("io.github.resilience4j", "io.micrometer",
					"org.springframework.boot.restclient", "org.springframework.boot.webclient", "reactor",
					"org.aspectj"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(Faults.class)
				.doesNotHaveBean(FaultyBreakers.class));
	}

	@Test
	void tellsWhatIsWrongWithAPoint() {
		this.runner.withPropertyValues("selftest.fault.enabled=true", "selftest.fault.points.stock.target=x")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.isInstanceOf(InvalidFaultException.class)
				.hasMessageContaining("selftest.fault.points.stock.type"));
	}

	@Test
	void placeOfAFaultIsGivenBackThoughTheAnswerTakesNoHeader() {
		this.runner.withPropertyValues("selftest.fault.enabled=true", "selftest.fault.points.stock.type=breaker")
			.run((context) -> {
				Faults faults = context.getBean(Faults.class);
				SyntheticContext synthetic = SyntheticContext.of("ci", null, "sandbox-1", "stock=error");
				faults.arm(synthetic, "stock=error", (fault) -> {
					throw new IllegalStateException("the answer is gone");
				});
				Injection injection = Objects.requireNonNull(faults.begin(PointType.BREAKER, "stock", synthetic));
				assertThat(faults.active()).isEqualTo(1);
				assertThatIOException().isThrownBy(() -> injection.around(() -> "real", (fault) -> new IOException()));
				assertThat(faults.active()).isZero();
			});
	}

	@Test
	void stopFileThatCannotBeLookedAtStopsAsWell(@TempDir Path directory) throws IOException {
		Path loop = directory.resolve("stop");
		Files.createSymbolicLink(loop, loop);
		this.runner
			.withPropertyValues("selftest.fault.enabled=true", "selftest.fault.points.stock.type=breaker",
					"selftest.fault.stop-file=" + loop)
			.run((context) -> {
				Faults faults = context.getBean(Faults.class);
				SyntheticContext synthetic = SyntheticContext.of("ci", null, "sandbox-1", "stock=error");
				faults.arm(synthetic, "stock=error", (fault) -> {
				});
				assertThat(faults.begin(PointType.BREAKER, "stock", synthetic)).isNull();
			});
	}

	@Test
	void faultThatIsMetTooLateDoesNotHappen() {
		this.runner
			.withPropertyValues("selftest.fault.enabled=true", "selftest.fault.points.stock.type=breaker",
					"selftest.fault.time-to-live=30s")
			.run((context) -> {
				AtomicLong nanos = new AtomicLong();
				Faults faults = new Faults(context.getBean(FaultProperties.class), nanos::get);
				SyntheticContext synthetic = SyntheticContext.of("ci", null, "sandbox-1", "stock=error");
				faults.arm(synthetic, "stock=error", (fault) -> {
				});
				SyntheticContext.Scope scope = synthetic.open();
				try {
					nanos.set(Duration.ofSeconds(30).toNanos());
					assertThat(faults.begin(PointType.BREAKER, "stock")).isNotNull();
					nanos.set(Duration.ofSeconds(31).toNanos());
					assertThat(faults.begin(PointType.BREAKER, "stock")).isNull();
				}
				finally {
					scope.close();
				}
			});
	}

}
