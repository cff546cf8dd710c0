package niangjia.platform;

import jakarta.validation.ConstraintViolationException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/**
 * Turns every fault and refusal into {@code application/problem+json} (RFC 9457) in the reader's
 * language. A fault of the caller names the field; a refusal carries its {@code reason}; a fault of
 * ours says nothing of our insides.
 */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

  /** One field at fault. */
  record FieldFault(String field, String message) {}

  private static final Logger log = LoggerFactory.getLogger(Problems.class);

  /**
   * lock_not_available, idle_in_transaction_session_timeout and transaction_timeout (PostgreSQL 18,
   * Appendix A).
   */
  private static final Set<String> LIMITS = Set.of("55P03", "25P03", "25P04");

  private final MessageSource messages;

  Problems(MessageSource messages) {
    this.messages = messages;
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> invalid(Invalid e, Locale locale) {
    return bad(List.of(fault(e, locale)), locale);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> invalid(Faults.Several e, Locale locale) {
    return bad(e.faults().stream().map(fault -> fault(fault, locale)).toList(), locale);
  }

  /** The firewall looks at a parameter when somebody reads it. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> rejected(RequestRejectedException e, Locale locale) {
    return plain(HttpStatus.BAD_REQUEST, locale);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> notFound(NotFound e, Locale locale) {
    return plain(HttpStatus.NOT_FOUND, locale);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> forbidden(Forbidden e, Locale locale) {
    return plain(HttpStatus.FORBIDDEN, locale);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> unsigned(Unsigned e, Locale locale) {
    return plain(HttpStatus.UNAUTHORIZED, locale);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> tooMany(TooMany e, Locale locale) {
    var problem = problem(HttpStatus.TOO_MANY_REQUESTS, text("problem.429", new Object[0], locale));
    return ResponseEntity.status(problem.getStatus())
        .header(HttpHeaders.RETRY_AFTER, Long.toString(e.retryAfter().toSeconds() + 1))
        .body(problem);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> constraint(ConstraintViolationException e, Locale locale) {
    return bad(
        e.getConstraintViolations().stream()
            .map(fault -> new FieldFault(fault.getPropertyPath().toString(), fault.getMessage()))
            .toList(),
        locale);
  }

  @ExceptionHandler({
    TransientDataAccessException.class,
    DataAccessResourceFailureException.class,
    QueryTimeoutException.class,
    TransactionException.class
  })
  ResponseEntity<ProblemDetail> unavailable(Exception e, Locale locale) {
    log.warn("the database did not answer: {}", e.toString());
    var problem =
        problem(HttpStatus.SERVICE_UNAVAILABLE, text("problem.503", new Object[0], locale));
    return ResponseEntity.status(problem.getStatus())
        .header(HttpHeaders.RETRY_AFTER, "1")
        .body(problem);
  }

  /** PostgreSQL's own limits on waiting have states that Spring does not know. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> uncategorized(UncategorizedSQLException e, Locale locale) {
    var fault = e.getSQLException();
    boolean limit = fault != null && LIMITS.contains(String.valueOf(fault.getSQLState()));
    return limit ? unavailable(e, locale) : ours(e, locale);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> ours(Exception e, Locale locale) {
    log.error("a fault of ours", e);
    return plain(HttpStatus.INTERNAL_SERVER_ERROR, locale);
  }

  @Override
  protected ResponseEntity<Object> handleMethodArgumentNotValid(
      MethodArgumentNotValidException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    var locale = request.getLocale();
    var unreadable = text("invalid.unreadable", new Object[0], locale);
    var faults =
        e.getBindingResult().getFieldErrors().stream()
            .map(
                fault ->
                    new FieldFault(
                        fault.getField(),
                        fault.isBindingFailure()
                            ? unreadable
                            : String.valueOf(fault.getDefaultMessage())))
            .toList();
    return wide(bad(faults, locale));
  }

  @Override
  protected ResponseEntity<Object> handleHandlerMethodValidationException(
      HandlerMethodValidationException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    var faults =
        e.getParameterValidationResults().stream()
            .flatMap(
                result ->
                    result.getResolvableErrors().stream()
                        .map(
                            fault ->
                                new FieldFault(
                                    String.valueOf(result.getMethodParameter().getParameterName()),
                                    String.valueOf(fault.getDefaultMessage()))))
            .toList();
    return wide(bad(faults, request.getLocale()));
  }

  @Override
  protected ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    var locale = request.getLocale();
    if (root(e) instanceof Invalid invalid) {
      var path = e.getCause() instanceof JacksonException read ? path(read) : "";
      return wide(invalid(path.isEmpty() ? invalid : invalid.within(path), locale));
    }
    if (root(e) instanceof BodyLimit.TooLarge large) {
      return wide(answer(BodyLimit.problem(large.limit(), messages, locale)));
    }
    var field = e.getCause() instanceof DatabindException fault ? path(fault) : "";
    var text = text("invalid.unreadable", new Object[0], locale);
    return wide(bad(List.of(new FieldFault(field.isEmpty() ? "body" : field, text)), locale));
  }

  @Override
  protected ResponseEntity<Object> handleTypeMismatch(
      org.springframework.beans.TypeMismatchException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    var field =
        e instanceof MethodArgumentTypeMismatchException named
            ? named.getName()
            : e.getPropertyName();
    var text = text("invalid.unreadable", new Object[0], request.getLocale());
    return wide(bad(List.of(new FieldFault(String.valueOf(field), text)), request.getLocale()));
  }

  @Override
  protected ResponseEntity<Object> handleServletRequestBindingException(
      org.springframework.web.bind.ServletRequestBindingException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    var field =
        e instanceof MissingRequestHeaderException missing ? missing.getHeaderName() : "request";
    var text = text("invalid.required", new Object[0], request.getLocale());
    return wide(bad(List.of(new FieldFault(field, text)), request.getLocale()));
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception e,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    var key = "problem." + status.value();
    var detail = messages.getMessage(key, null, status.toString(), request.getLocale());
    var problem = ProblemDetail.forStatusAndDetail(status, String.valueOf(detail));
    return ResponseEntity.status(status).headers(headers).body(problem);
  }

  private FieldFault fault(Invalid e, Locale locale) {
    return new FieldFault(e.field(), text("invalid." + e.code(), e.arguments(), locale));
  }

  private ResponseEntity<ProblemDetail> bad(List<FieldFault> faults, Locale locale) {
    var problem = problem(HttpStatus.BAD_REQUEST, text("problem.400", new Object[0], locale));
    problem.setProperties(Map.of("errors", faults));
    return answer(problem);
  }

  private ResponseEntity<ProblemDetail> plain(HttpStatus status, Locale locale) {
    return answer(problem(status, text("problem." + status.value(), new Object[0], locale)));
  }

  private static ProblemDetail problem(HttpStatus status, String detail) {
    return ProblemDetail.forStatusAndDetail(status, detail);
  }

  private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
    return ResponseEntity.status(problem.getStatus()).body(problem);
  }

  private static ResponseEntity<Object> wide(ResponseEntity<ProblemDetail> answer) {
    return ResponseEntity.status(answer.getStatusCode()).body(answer.getBody());
  }

  private String text(String key, Object[] arguments, Locale locale) {
    return messages.getMessage(key, arguments, locale);
  }

  private static Throwable root(Throwable e) {
    var cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** The field's path in the body, for example {@code places[0].capacity}. */
  private static String path(JacksonException e) {
    var path = new StringBuilder();
    for (var step : e.getPath()) {
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return path.toString();
  }
}
