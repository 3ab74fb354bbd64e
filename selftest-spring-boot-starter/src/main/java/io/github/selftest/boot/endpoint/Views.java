package io.github.selftest.boot.endpoint;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.github.selftest.boot.endpoint.EndpointView.Form;
import io.github.selftest.boot.endpoint.EndpointView.Seen;
import io.github.selftest.boot.endpoint.EndpointView.Shown;

/**
 * Finds out whether a caller wants JSON or a form for people.
 */
final class Views {

	private static final String JSON = "json";

	private final @Nullable EndpointView view;

	/**
	 * Create it.
	 * @param view who shows the forms, {@code null} for nobody
	 */
	Views(@Nullable EndpointView view) {
		this.view = view;
	}

	/**
	 * Return the form that a caller wants: the one it names, else the one it likes best.
	 * @param call the request
	 * @return the form, {@code null} for JSON
	 */
	@Nullable Form wanted(Call call) {
		SelfTestRequest request = call.request();
		String as = call.parameters().as();
		if (!request.isRead() || (as == null && request.accept() == null)) {
			return null;
		}
		List<Form> forms = (this.view != null) ? this.view.forms(request.path()) : List.of();
		return (as != null) ? named(as, forms) : liked(request.accept(), forms);
	}

	Shown show(Form form, Call call, RunRules rules) {
		if (this.view == null) {
			throw new IllegalStateException("Nobody shows the form '%s'".formatted(form.name()));
		}
		SelfTestRequest request = call.request();
		return this.view.show(form, new Seen(request.path(), request.maySeeDetails(), rules.runnable(request)));
	}

	private static @Nullable Form liked(@Nullable String accept, List<Form> forms) {
		String type = MediaTypes.negotiate(accept, forms.stream().map(Form::mediaType).toList());
		return forms.stream().filter((form) -> form.mediaType().equals(type)).findFirst().orElse(null);
	}

	private static @Nullable Form named(String as, List<Form> forms) {
		for (Form form : forms) {
			if (form.name().equals(as)) {
				return form;
			}
		}
		if (as.equals(JSON)) {
			return null;
		}
		throw Problem.badParameter("as", as,
				Stream.concat(Stream.of(JSON), forms.stream().map(Form::name)).collect(Collectors.joining(", ")));
	}

}
