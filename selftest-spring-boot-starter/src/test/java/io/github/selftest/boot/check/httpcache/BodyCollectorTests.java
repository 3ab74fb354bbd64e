package io.github.selftest.boot.check.httpcache;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BodyCollectorTests {

	@Test
	void knowsLengthAndHash() {
		Body body = collect("hello".getBytes(StandardCharsets.US_ASCII), 5, false);
		assertThat(body.length()).isEqualTo(5);
		assertThat(body.sha256()).isEqualTo("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
		assertThat(body.identitySha256()).contains(body.sha256());
		assertThat(body.bytes()).get().isEqualTo("hello".getBytes(StandardCharsets.US_ASCII));
	}

	@Test
	void keepsTheBeginningAndTheEndOfWhatIsLarge() {
		byte[] all = RecordedExchanges.text(300_000);
		Body body = collect(all, 8_191, false);
		assertThat(body.bytes()).isEmpty();
		assertThat(body.slice(100, 199)).get().isEqualTo(Arrays.copyOfRange(all, 100, 200));
		assertThat(body.slice(299_936, 299_999)).get().isEqualTo(Arrays.copyOfRange(all, 299_936, 300_000));
		assertThat(body.slice(299_000, 299_999)).isEmpty();
		assertThat(body.slice(299_999, 300_000)).isEmpty();
		assertThat(body.slice(5, 4)).isEmpty();
	}

	@Test
	void whatWasCutOffIsTheSameAsNothing() {
		BodyCollector collector = new BodyCollector(false);
		collector.add(new byte[] { 1 }, 0, 1);
		Body cut = collector.body(false);
		assertThat(cut.sameAs(cut)).isFalse();
		assertThat(cut.differsFrom(Body.NONE)).isFalse();
		assertThat(cut.identitySha256()).isEmpty();
	}

	@Property(seed = "20260301", tries = 60)
	void decodesGzipHoweverItIsCut(@ForAll @IntRange(max = 20_000) int length,
			@ForAll @IntRange(min = 1, max = 9_000) int part) {
		byte[] plain = RecordedExchanges.text(length);
		Body body = collect(RecordedExchanges.gzip(plain), part, true);
		assertThat(body.identitySha256()).contains(collect(plain, Math.max(1, length), false).sha256());
		assertThat(body.decoded()).get().extracting(Decoded::length).isEqualTo((long) length);
	}

	@Property(seed = "20260301", tries = 100)
	void decodesAnyBytesOrSaysWhyNot(@ForAll byte[] bytes, @ForAll @IntRange(min = 1, max = 50) int part) {
		Decoded decoded = collect(bytes, part, true).decoded().orElseThrow();
		assertThat(decoded.sha256().isPresent()).isEqualTo(decoded.problem().isEmpty());
	}

	@Property(seed = "20260301", tries = 100)
	void seesThatGzipIsDamaged(@ForAll @IntRange(min = 0, max = 5_000) int at) {
		byte[] gzip = RecordedExchanges.gzip(RecordedExchanges.text(3_000));
		byte[] cut = Arrays.copyOf(gzip, at % (gzip.length - 1) + 1);
		assertThat(collect(cut, 100, true).decoded().orElseThrow().problem()).isPresent();
		byte[] changed = gzip.clone();
		changed[10 + at % (gzip.length - 10)] ^= 1;
		assertThat(collect(changed, 100, true).decoded().orElseThrow().problem()).isPresent();
	}

	@Test
	void readsAHeaderWithNameAndCommentByteByByte() {
		byte[] plain = RecordedExchanges.gzip("hello".getBytes(StandardCharsets.US_ASCII));
		byte[] extra = HexFormat.of().parseHex("0300616263" + "6e00" + "6300" + "ffff");
		byte[] named = new byte[plain.length + extra.length];
		System.arraycopy(plain, 0, named, 0, 10);
		System.arraycopy(extra, 0, named, 10, extra.length);
		System.arraycopy(plain, 10, named, 10 + extra.length, plain.length - 10);
		named[3] = 4 | 8 | 16 | 2;
		assertThat(collect(named, 1, true).decoded().orElseThrow().problem()).isEmpty();
	}

	@Test
	void readsSeveralMembers() {
		byte[] one = RecordedExchanges.gzip(new byte[] { 1 });
		byte[] two = Arrays.copyOf(one, one.length * 2);
		System.arraycopy(one, 0, two, one.length, one.length);
		assertThat(collect(two, 7, true).decoded().orElseThrow().length()).isEqualTo(2);
	}

	@Test
	void givesUpOnWhatGrowsBeyondAllBounds() {
		byte[] bomb = RecordedExchanges.gzip(new byte[70 * 1024 * 1024]);
		assertThat(collect(bomb, 8_192, true).decoded().orElseThrow().problem()).get().asString().contains("more than");
	}

	private static Body collect(byte[] bytes, int part, boolean gzip) {
		BodyCollector collector = new BodyCollector(gzip);
		for (int at = 0; at < bytes.length; at += part) {
			collector.add(bytes, at, Math.min(part, bytes.length - at));
		}
		return collector.body(true);
	}

}
