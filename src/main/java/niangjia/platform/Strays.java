package niangjia.platform;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers requests that reach no operation, refused on their way, with a problem like any other.
 */
@RestController
class Strays implements ErrorController {

  private final MessageSource messages;

  Strays(MessageSource messages) {
    this.messages = messages;
  }

  @RequestMapping("/error")
  @Authz(Authz.Scope.PUBLIC)
  ResponseEntity<ProblemDetail> answer(HttpServletRequest request, Locale locale) {
    var status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? HttpStatusCode.valueOf(code)
            : HttpStatusCode.valueOf(404);
    var detail = messages.getMessage("problem." + status.value(), null, "", locale);
    var problem = ProblemDetail.forStatusAndDetail(status, String.valueOf(detail));
    return ResponseEntity.status(status).body(problem);
  }

  /** What the server itself refuses, before anything of ours sees it. */
  private static final class Report extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable fault) {
      int status = response.getStatus();
      if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
        return;
      }
      BrowserHeaders.write(request, response);
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      response.setCharacterEncoding(StandardCharsets.UTF_8);
      try {
        response.getReporter().write("{\"type\":\"about:blank\",\"status\":" + status + "}");
        response.finishResponse();
      } catch (IOException | IllegalStateException gone) {
        container.getLogger().debug("nobody to tell", gone);
      }
    }
  }

  /** Puts our report in the place of the server's page, and our headers before everything. */
  @Component
  static class Reports implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

    @Override
    public void customize(ConfigurableTomcatWebServerFactory factory) {
      factory.addEngineValves(new BrowserHeaders());
      factory.addContextCustomizers(
          context -> {
            if (context.getParent() instanceof StandardHost host) {
              host.setErrorReportValveClass("");
              host.getPipeline().addValve(new Report());
            }
          });
    }
  }
}
