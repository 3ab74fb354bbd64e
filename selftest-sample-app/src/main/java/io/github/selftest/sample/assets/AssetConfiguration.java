package io.github.selftest.sample.assets;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.util.DigestUtils;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.VersionResourceResolver;

/**
 * Serves the assets. The date of a file says nothing here, as the files of an image all
 * have the same; the tag is made from the content.
 */
@Configuration(proxyBeanMethods = false)
class AssetConfiguration implements WebMvcConfigurer {

	private static final CacheControl FOR_EVER = CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

	private final Set<AssetRepair> repairs = EnumSet.allOf(AssetRepair.class);

	AssetConfiguration(ObjectProvider<ForgottenRepair> forgotten) {
		forgotten.forEach((repair) -> this.repairs.remove(repair.forgotten()));
	}

	@Override
	public void addResourceHandlers(ResourceHandlerRegistry registry) {
		ResourceHandlerRegistration assets = registry.addResourceHandler("/assets/**")
			.addResourceLocations("classpath:/static/assets/")
			.setCacheControl(FOR_EVER)
			.setUseLastModified(false);
		if (this.repairs.contains(AssetRepair.EARLY_TAG)) {
			assets.setEtagGenerator(AssetConfiguration::tag);
		}
		assets.resourceChain(true).addResolver(new VersionResourceResolver().addContentVersionStrategy("/**"));
	}

	@Bean
	FilterRegistrationBean<AssetFilter> assetFilter() {
		FilterRegistrationBean<AssetFilter> registration = new FilterRegistrationBean<>(new AssetFilter(this.repairs));
		registration.addUrlPatterns("/assets/*");
		return registration;
	}

	// weak, as the server compresses nothing that has a strong one
	private static String tag(Resource resource) {
		try (InputStream content = resource.getInputStream()) {
			return "W/\"%s\"".formatted(DigestUtils.md5DigestAsHex(content));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
