package io.github.selftest.boot.webpage;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;

import io.github.selftest.boot.endpoint.SelfTestEndpointAutoConfiguration;
import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.identity.Identity;

/**
 * Auto-configuration of the page, wherever the endpoint is exposed to Spring MVC.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = SelfTestEndpointAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "selftest.enabled", matchIfMissing = true)
@ConditionalOnClass(PathMappedEndpoints.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(type = "io.github.selftest.boot.endpoint.SelfTestHttp")
@ImportRuntimeHints(WebpageRuntimeHints.class)
public final class WebpageAutoConfiguration {

	@Bean
	PageRecorder selfTestPageRecorder() {
		return new PageRecorder();
	}

	@Bean
	WebpageView selfTestWebpage(Engine engine, Identity identity, PageRecorder recorder,
			ObjectProvider<PathMappedEndpoints> paths) {
		return new WebpageView(engine, identity, new PageHistory(engine, recorder), () -> lastSegment(paths));
	}

	private static String lastSegment(ObjectProvider<PathMappedEndpoints> paths) {
		PathMappedEndpoints all = paths.getIfAvailable();
		String path = (all != null) ? all.getRootPath(EndpointId.of("selftest")) : null;
		return (path != null) ? path.replaceFirst("/+$", "").replaceFirst("^.*/", "") : "selftest";
	}

}
