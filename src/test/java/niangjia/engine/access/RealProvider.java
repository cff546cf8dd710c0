package niangjia.engine.access;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A provider in a process of its own (web/test/provider.mjs), and whoever signs in there. */
public final class RealProvider implements AutoCloseable {

  private static final Pattern ACTION = Pattern.compile("action=\"([^\"]+)\"");
  private static final int STEPS = 12;

  private final Process process;
  private final String issuer;

  /** Starts it; it sends people back to these addresses alone. */
  public RealProvider(String... redirects) {
    var command = new ArrayList<>(List.of("node", "web/test/provider.mjs"));
    command.addAll(List.of(redirects));
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      var reader =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      issuer = reader.readLine();
    } catch (IOException e) {
      throw new IllegalStateException("node does not start", e);
    }
    if (issuer == null) {
      throw new IllegalStateException("the provider is not there: run node web/build.mjs");
    }
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroyForcibly));
  }

  /** Where it is. */
  public String issuer() {
    return issuer;
  }

  /** Somebody signs in with the provider; gives what their browser is sent back with. */
  Map<String, String> signIn(String address, String who) {
    var client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    var at = URI.create(address);
    var request = HttpRequest.newBuilder(at).build();
    for (int i = 0; i < STEPS; i++) {
      var answer = send(client, request);
      var location = answer.headers().firstValue("Location");
      if (location.isPresent()) {
        at = at.resolve(location.get());
        if (at.getPath().startsWith("/staff/signin/")) {
          return parameters(at);
        }
        request = HttpRequest.newBuilder(at).build();
        continue;
      }
      var action = ACTION.matcher(answer.body());
      if (!action.find()) {
        throw new IllegalStateException(answer.statusCode() + " " + answer.body());
      }
      at = at.resolve(action.group(1));
      var form =
          answer.body().contains("name=\"login\"")
              ? "prompt=login&password=x&login=" + URLEncoder.encode(who, StandardCharsets.UTF_8)
              : "prompt=consent";
      request =
          HttpRequest.newBuilder(at)
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString(form))
              .build();
    }
    throw new IllegalStateException("the provider goes round in circles at " + at);
  }

  private static HttpResponse<String> send(HttpClient client, HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> parameters(URI address) {
    var parameters = new HashMap<String, String>();
    for (var one : address.getQuery().split("&", -1)) {
      var pair = one.split("=", 2);
      parameters.put(pair[0], pair[1]);
    }
    return parameters;
  }

  /** Holds the process, which goes on to take connections and answers none; or lets it go on. */
  void hold(boolean held) {
    try {
      var signal = held ? "-STOP" : "-CONT";
      new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
