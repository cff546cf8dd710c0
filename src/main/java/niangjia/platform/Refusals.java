package niangjia.platform;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.core.Ordered;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.RequestContextUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells refusals. In a rush nearly everybody hears one, so it is written straight to the answer,
 * past the search for a handler and a format that {@link Problems} goes through.
 */
@Component
class Refusals implements HandlerExceptionResolver, Ordered {

  private static final ModelAndView DONE = new ModelAndView();

  private final MessageSource messages;
  private final JsonMapper json;

  Refusals(MessageSource messages, JsonMapper json) {
    this.messages = messages;
    this.json = json;
  }

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception e) {
    if (!(e instanceof Refused refused)) {
      return null;
    }
    var locale = RequestContextUtils.getLocale(request);
    var text = messages.getMessage(refused.messageKey(), null, locale);
    var problem = ProblemDetail.forStatusAndDetail(refused.status(), text);
    problem.setProperty("reason", refused.reason().name());
    refused.facts().forEach(problem::setProperty);
    try {
      var body = json.writeValueAsBytes(problem);
      response.setStatus(problem.getStatus());
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
    } catch (IOException gone) {
      return null;
    }
    return DONE;
  }
}
