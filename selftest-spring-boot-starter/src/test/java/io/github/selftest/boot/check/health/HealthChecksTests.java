package io.github.selftest.boot.check.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.PingHealthIndicator;
import org.springframework.boot.health.registry.DefaultHealthContributorRegistry;
import org.springframework.boot.jdbc.health.DataSourceHealthIndicator;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckDefinition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class HealthChecksTests {

	private static final HealthIndicator UP = () -> Health.up().build();

	private final Map<String, HealthContributor> contributors = new LinkedHashMap<>();

	@Test
	void thereIsOneForEachIndicatorAlsoInComposites() {
		this.contributors.put("db", UP);
		this.contributors.put("tenants", CompositeHealthContributor
			.fromMap(Map.of("eu-west", UP, "inner", CompositeHealthContributor.fromMap(Map.of("us", UP)))));
		assertThat(ids(Set.of(), Set.of())).containsExactlyInAnyOrder("healthDb", "healthTenantsEuWest",
				"healthTenantsInnerUs");
	}

	@Test
	void idsStayUniqueAndShort() {
		this.contributors.put("a-b", UP);
		this.contributors.put("a.b", UP);
		this.contributors.put("x".repeat(60) + "1", UP);
		this.contributors.put("x".repeat(60) + "2", UP);
		assertThat(ids(Set.of(), Set.of())).doesNotHaveDuplicates().hasSize(4).allMatch((id) -> id.length() <= 40);
	}

	@Test
	void namesThatAreExcludedAreLeftOutWithAllBelow() {
		this.contributors.put("db", UP);
		this.contributors.put("tenants", CompositeHealthContributor.fromMap(Map.of("eu", UP)));
		this.contributors.put("tenantsOld", UP);
		this.contributors.put("selfTestVerdict", UP);
		assertThat(ids(Set.of("tenants"), Set.of())).containsExactly("healthDb", "healthTenantsOld");
	}

	@Test
	void whatInstancesShareIsNotLocal() {
		this.contributors.put("ping", new PingHealthIndicator());
		this.contributors.put("db", new DataSourceHealthIndicator());
		this.contributors.put("own", UP);
		this.contributors.put("hub", UP);
		assertThat(definitions(Set.of(), Set.of("hub"))).filteredOn(CheckDefinition::isLocal)
			.extracting(CheckDefinition::id)
			.containsExactly("healthPing", "healthOwn");
	}

	@Test
	void aReactiveIndicatorStandsBehindABlockingOne() {
		HealthIndicator other = () -> Health.down().build();
		HealthContributors reactive = registry(Map.of("db", other, "mongo", other));
		this.contributors.put("db", UP);
		Map<String, HealthIndicator> indicators = HealthTree.of(registry(this.contributors), () -> reactive);
		assertThat(indicators).containsEntry("db", UP).containsEntry("mongo", other).hasSize(2);
	}

	@Test
	void whatAnIndicatorStandsForTellsWhetherItIsShared() {
		HealthIndicator db = new StandInIndicator(UP, DataSourceHealthIndicator.class);
		assertThat(SharedDependencies.isShared("db", db, Set.of())).isTrue();
		HealthIndicator own = new StandInIndicator(UP, HealthChecksTests.class);
		assertThat(SharedDependencies.isShared("own", own, Set.of())).isFalse();
	}

	@Test
	void registriesAndBreakersOfLibrariesAreShared() {
		assertThat(List.of("org.springframework.cloud.client.discovery.health",
				"io.github.resilience4j.springboot.circuitbreaker.monitoring.health"))
			.allMatch(SharedDependencies::isKnown);
		assertThat(List.of("org.springframework.boot.health.application", "com.example.shop"))
			.noneMatch(SharedDependencies::isKnown);
	}

	@Test
	void aCompositeThatThrowsHidesNoOther() {
		this.contributors.put("tenants", new BrokenComposite());
		this.contributors.put("own", UP);
		Map<String, HealthIndicator> indicators = HealthTree.of(registry(this.contributors), null);
		assertThat(indicators).containsOnlyKeys("tenants", "own");
		HealthIndicator broken = indicators.get("tenants");
		assertThat(broken).isNotNull();
		assertThatIllegalStateException().isThrownBy(broken::health).withMessage("no list of tenants");
	}

	@Test
	void aTreeWithoutEndIsCutOff() {
		Map<String, HealthContributor> many = new LinkedHashMap<>();
		for (int i = 0; i < 500; i++) {
			many.put("i" + i, UP);
		}
		assertThat(HealthTree.of(registry(many), null)).hasSize(200);
	}

	@Test
	void whatAnotherKindLooksAtIsNotAskedUnlessTheUserWantsIt() {
		HealthIndicator covered = () -> Health.up().build();
		this.contributors.put("db", covered);
		this.contributors.put("own", UP);
		assertThat(ids(false, covered)).containsExactly("healthOwn");
		assertThat(ids(true, covered)).containsExactly("healthDb", "healthOwn");
	}

	private List<String> ids(boolean includeCovered, HealthIndicator covered) {
		HealthCheckProperties properties = new HealthCheckProperties(true, Set.of(), includeCovered, Set.of(),
				Set.of("continuous"), Duration.ofSeconds(5));
		return new HealthChecks(() -> HealthTree.of(registry(this.contributors), null), properties,
				StatusMeaning.UNKNOWN, covered::equals)
			.checks()
			.stream()
			.map((check) -> check.definition().id())
			.toList();
	}

	private List<String> ids(Set<String> exclude, Set<String> shared) {
		return definitions(exclude, shared).stream().map(CheckDefinition::id).toList();
	}

	private List<CheckDefinition> definitions(Set<String> exclude, Set<String> shared) {
		HealthChecks checks = new HealthChecks(() -> HealthTree.of(registry(this.contributors), null),
				new HealthCheckProperties(true, exclude, false, shared, Set.of("continuous"), Duration.ofSeconds(5)),
				StatusMeaning.UNKNOWN, (indicator) -> false);
		List<CheckDefinition> definitions = new ArrayList<>();
		for (Check check : checks.checks()) {
			definitions.add(check.definition());
		}
		return definitions;
	}

	private static DefaultHealthContributorRegistry registry(Map<String, HealthContributor> contributors) {
		DefaultHealthContributorRegistry registry = new DefaultHealthContributorRegistry();
		contributors.forEach(registry::registerContributor);
		return registry;
	}

	private static final class BrokenComposite implements CompositeHealthContributor {

		@Override
		public @Nullable HealthContributor getContributor(String name) {
			return null;
		}

		@Override
		public Stream<Entry> stream() {
			throw new IllegalStateException("no list of tenants");
		}

	}

}
