package io.github.selftest.boot.endpoint;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class KnownGroupsTests {

	@Test
	void namesAGroupThatDoesNotExistAndThoseThatDo(CapturedOutput output) {
		KnownGroups.warnOfOthers(FakeEngine.passing(), "selftest.endpoint.post-groups", List.of("smoke", "nightly"));
		assertThat(output)
			.contains("The property 'selftest.endpoint.post-groups' names the group 'nightly', "
					+ "which does not exist; there are smoke, continuous, canary, deep")
			.doesNotContain("'smoke'");
	}

}
