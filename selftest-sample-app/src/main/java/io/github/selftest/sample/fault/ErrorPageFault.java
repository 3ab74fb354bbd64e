package io.github.selftest.sample.fault;

import java.io.PrintWriter;
import java.io.StringWriter;

import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.server.ResponseStatusException;

/**
 * Errors show their stack trace: an aid for debugging that stayed in.
 */
@RestControllerAdvice
@Profile("fault-error-page")
@Order(Ordered.HIGHEST_PRECEDENCE)
class ErrorPageFault {

	@ExceptionHandler
	ResponseEntity<ProblemDetail> answerWithStackTrace(ResponseStatusException cause) {
		StringWriter trace = new StringWriter();
		cause.printStackTrace(new PrintWriter(trace));
		ProblemDetail problem = cause.getBody();
		problem.setProperty("trace", trace.toString());
		return ResponseEntity.status(cause.getStatusCode()).body(problem);
	}

}
