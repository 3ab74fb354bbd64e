package io.github.selftest.boot.check.pool.saturation;

import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.web.client.RestTemplate;

import static org.assertj.core.api.Assertions.assertThat;

class InsidesTests {

	private final AtomicInteger walked = new AtomicInteger();

	@Test
	void walksNoFurtherThanItLooks() {
		look(Collections.unmodifiableCollection(new Large()));
		assertThat(this.walked).hasValueBetween(1, 20);
	}

	@Test
	void walksNoCollectionThatIsNotOfJava() {
		look(new Large());
		assertThat(this.walked).hasValue(0);
	}

	private void look(Collection<?> inside) {
		RestTemplate template = new RestTemplate();
		@SuppressWarnings("unchecked")
		List<Object> initializers = (List<Object>) (List<?>) template.getClientHttpRequestInitializers();
		initializers.add(inside);
		assertThat(new Insides((candidate) -> false).of(template)).isEmpty();
	}

	/**
	 * As a cache of answers: with far more entries than a client has parts.
	 */
	private final class Large extends AbstractCollection<Object> {

		@Override
		public Iterator<Object> iterator() {
			return Stream.generate(Object::new)
				.limit(size())
				.peek((element) -> InsidesTests.this.walked.incrementAndGet())
				.iterator();
		}

		@Override
		public int size() {
			return 1000;
		}

	}

}
