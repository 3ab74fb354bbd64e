package io.github.selftest.boot.synthetic;

import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class MultipartTests {

	private static final String TYPE = "multipart/form-data; charset=utf-8; boundary=\"x y\"";

	@Test
	void partsComeWithTheirHeaders() {
		String body = "--x y\r\nContent-Disposition: form-data; name=a\r\nX-More: b: c\r\n\r\n\r\n--x y\r\n"
				+ "content-disposition: form-data; filename=\"f\"; name=\"b\"\r\n\r\n--x\r\n--x y--";
		assertThat(Multipart.parse(bytes(body), TYPE))
			.extracting(Part::getName, Part::getSubmittedFileName, Part::getSize)
			.containsExactly(tuple("a", null, 0L), tuple("b", "f", 3L));
		assertThat(Multipart.parse(bytes(body), TYPE).get(0).getHeader("x-MORE")).isEqualTo("b: c");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "--x y", "--x y--", "--x y\r\n", "--x y\r\n\r\n--x y--", "--x y\r\n\r\n\r\n--x y",
			"--x y\r\nname\r\n\r\na\r\n--x y--", "--x y\r\nContent-Disposition: form-data\r\n\r\na\r\n--x y--",
			"--x y--x y--x y", "\r\n\r\n\r\n--x y\r\n--x y\r\n\r\n" })
	void brokenBodyHasNoParts(String body) {
		assertThat(Multipart.parse(bytes(body), TYPE)).isEmpty();
		assertThat(Multipart.parse(bytes(body), "multipart/form-data")).isEmpty();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
