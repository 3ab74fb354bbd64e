package io.github.selftest.sample.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers what failed before or after Spring MVC, such as a request the firewall refused.
 */
@RestController
class ErrorPage implements ErrorController {

	@RequestMapping("/error")
	ProblemDetail error(HttpServletRequest request) {
		Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
		return ProblemDetail.forStatus((status instanceof Integer code) ? code : HttpStatus.NOT_FOUND.value());
	}

}
