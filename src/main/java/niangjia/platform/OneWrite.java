package niangjia.platform;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Sends an answer in one piece. Whoever writes JSON flushes it, and a flushed answer goes out in
 * two writes, chunked; left alone, the server sends it in one with its length. Streams of events
 * are flushed as they are.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class OneWrite extends OncePerRequestFilter {

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().startsWith("/api/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(request, new Whole(request, response));
  }

  private static final class Whole extends HttpServletResponseWrapper {

    private final HttpServletRequest request;
    private @Nullable ServletOutputStream out;

    Whole(HttpServletRequest request, HttpServletResponse response) {
      super(response);
      this.request = request;
    }

    @Override
    public void flushBuffer() throws IOException {
      if (request.isAsyncStarted()) {
        super.flushBuffer();
      }
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      var known = out;
      if (known == null) {
        known = new Patient(super.getOutputStream(), request);
        out = known;
      }
      return known;
    }
  }

  private static final class Patient extends ServletOutputStream {

    private final ServletOutputStream out;
    private final HttpServletRequest request;

    Patient(ServletOutputStream out, HttpServletRequest request) {
      this.out = out;
      this.request = request;
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      if (request.isAsyncStarted()) {
        out.flush();
      }
    }

    @Override
    public void close() throws IOException {
      out.close();
    }

    @Override
    public boolean isReady() {
      return out.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      out.setWriteListener(listener);
    }
  }
}
