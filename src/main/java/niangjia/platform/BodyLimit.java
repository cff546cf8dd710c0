package niangjia.platform;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.context.MessageSource;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Refuses bodies above one mebibyte, files where they may come above 33, whether they declare their
 * length or not.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class BodyLimit extends OncePerRequestFilter {

  private static final long LIMIT = 1 << 20;

  /** Where a file may come. */
  private static final Pattern FILES =
      Pattern.compile("/api/(?:attachment|[a-z]+/[a-z]+/[0-9a-f-]{36}/(?:preview|uploads))");

  private static final long FILE_LIMIT = 33L << 20;

  private final MessageSource messages;
  private final JsonMapper json;

  BodyLimit(MessageSource messages, JsonMapper json) {
    this.messages = messages;
    this.json = json;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    long limit = FILES.matcher(request.getRequestURI()).matches() ? FILE_LIMIT : LIMIT;
    if (request.getContentLengthLong() > limit) {
      refuse(limit, request, response);
      return;
    }
    chain.doFilter(
        request.getContentLengthLong() >= 0 ? request : new Limited(request, limit), response);
  }

  private void refuse(long limit, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean english = request.getLocale().getLanguage().equals("en");
    var locale = english ? Locale.ENGLISH : Locale.CHINESE;
    var body = json.writeValueAsBytes(problem(limit, messages, locale));
    response.setStatus(HttpStatus.CONTENT_TOO_LARGE.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /** Says how many bytes a body may have here. */
  static ProblemDetail problem(long limit, MessageSource messages, Locale locale) {
    var text = messages.getMessage("problem.413", null, locale);
    var problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONTENT_TOO_LARGE, text);
    problem.setProperty("limit", limit);
    return problem;
  }

  /** More came than was let in. */
  static final class TooLarge extends IOException {

    private final long limit;

    TooLarge(long limit) {
      super("the body is larger than " + limit + " bytes");
      this.limit = limit;
    }

    long limit() {
      return limit;
    }
  }

  /** A request of undeclared length, which ends in an error past the limit. */
  private static final class Limited extends HttpServletRequestWrapper {

    private final long limit;

    Limited(HttpServletRequest request, long limit) {
      super(request);
      this.limit = limit;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new Counting(super.getInputStream(), limit);
    }
  }

  private static final class Counting extends ServletInputStream {

    private final ServletInputStream in;
    private final long limit;
    private long count;

    Counting(ServletInputStream in, long limit) {
      this.in = in;
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = in.read(bytes, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int more) throws IOException {
      count += more;
      if (count > limit) {
        throw new TooLarge(limit);
      }
    }

    @Override
    public boolean isFinished() {
      return in.isFinished();
    }

    @Override
    public boolean isReady() {
      return in.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      in.setReadListener(listener);
    }
  }
}
