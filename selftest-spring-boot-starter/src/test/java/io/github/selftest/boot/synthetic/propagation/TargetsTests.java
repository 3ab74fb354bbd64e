package io.github.selftest.boot.synthetic.propagation;

import java.net.URI;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.mock.env.MockEnvironment;

import io.github.selftest.api.synthetic.SyntheticRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TargetsTests {

	@ParameterizedTest
	@CsvSource({ "orders, http://orders/a, true", "orders, http://ORDERS:9090/a, true",
			"orders, http://orders.evil.org/, false", "orders, http://orders@evil.org/, false",
			"orders, http://evil.org/orders, false", "orders, http://my-orders/, false",
			"orders:8080, http://orders:8080/, true", "orders:8080, http://orders:8081/, false",
			"orders:80, http://orders/, true", "orders:443, https://orders/, true", "orders:80, https://orders/, false",
			".shop.svc.cluster.local, http://orders.shop.svc.cluster.local:8080/, true",
			".shop.svc.cluster.local, http://shop.svc.cluster.local/, false",
			".shop.svc.cluster.local, http://orders.shop.svc.cluster.local.evil.org/, false",
			".shop.svc.cluster.local, http://evilshop.svc.cluster.local/, false" })
	void knowsATargetByItsHostAlone(String host, String uri, boolean target) {
		assertThat(targets(host, null).signerFor(URI.create(uri)).isPresent()).isEqualTo(target);
	}

	@Test
	void takesTheFirstPartOfTheHostForTheAudience() {
		Targets.Target target = new Targets.Target(".svc.cluster.local", -1, null, "ci", "secret");
		assertThat(target.audienceOf("orders.shop.svc.cluster.local")).isEqualTo("orders");
		assertThat(target.toString()).doesNotContain("secret");
	}

	@Test
	void signsWithTheKeyOfTheTarget() {
		assertThat(targets("orders", "stock").signerFor(URI.create("http://orders/")))
			.hasValueSatisfying((signer) -> assertThat(signer.headers(SyntheticRequest.of("GET", "/")))
				.hasEntrySatisfying("X-Synthetic-Signature", (value) -> assertThat(value).startsWith("kid=ci,")));
	}

	@ParameterizedTest
	@CsvSource({ "'http://orders', stock, host", "'orders/path', stock, host", "'*.local', stock, host",
			"'.local', stock, host", "'10.0.0.1', , audience", "'[::1]:8080', , audience" })
	void refusesWhatIsNoHost(String host, @Nullable String audience, String property) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> targets(host, audience))
			.satisfies((ex) -> assertThat(ex.getName())
				.isEqualTo("selftest.synthetic.propagation.targets[0]." + property));
	}

	private static Targets targets(String host, @Nullable String audience) {
		MockEnvironment environment = new MockEnvironment().withProperty("selftest.synthetic.keys[0].id", "ci")
			.withProperty("selftest.synthetic.keys[0].secret", "0123456789abcdef0123456789abcdef")
			.withProperty("selftest.synthetic.keys[0].not-after", "2099-01-01T00:00:00Z");
		return TargetsReader.read(new PropagationProperties(false, false, true,
				List.of(new PropagationProperties.Target(host, audience, "ci"))), environment);
	}

}
