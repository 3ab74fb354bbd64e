package io.github.selftest.boot.identity;

import java.util.function.LongSupplier;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.info.ProjectInfoAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.info.GitProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the {@link Identity} of this instance.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ProjectInfoAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "selftest.enabled", matchIfMissing = true)
@EnableConfigurationProperties(IdentityProperties.class)
public final class IdentityAutoConfiguration {

	// the uptime counts from here
	@Bean
	@Lazy(false)
	Identity selfTestIdentity(Environment environment, ObjectProvider<BuildProperties> buildProperties,
			ObjectProvider<GitProperties> gitProperties, IdentityProperties properties) {
		BuildProperties build = buildProperties.getIfUnique();
		GitProperties git = gitProperties.getIfUnique();
		LongSupplier nanoTime = System::nanoTime;
		return new Identity(
				InstanceNames.of(environment, (build != null) ? build.getVersion() : null,
						(git != null) ? git.getShortCommitId() : null),
				new LabelsFile(properties.labelsFile(), nanoTime), properties.roleLabel(), nanoTime);
	}

}
