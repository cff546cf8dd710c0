package niangjia.fuzz;

import java.util.List;
import java.util.Optional;

/** What no answer to a bad request may be or show. */
final class Verdict {

  private static final List<String> INSIDES =
      List.of(
          "Exception",
          "\tat ",
          "java.lang",
          "org.springframework",
          "tools.jackson",
          "org.postgresql",
          "niangjia.engine",
          "niangjia.platform",
          "root:x:0");

  private Verdict() {}

  /** What is wrong with an answer; empty when nothing is. */
  static Optional<String> on(int status, String type, String body) {
    if (status >= 500) {
      return Optional.of("answers " + status);
    }
    for (var inside : INSIDES) {
      if (status >= 400 && body.contains(inside)) {
        return Optional.of("shows " + inside.strip());
      }
    }
    if (status >= 400 && !body.isEmpty() && !type.startsWith("application/problem+json")) {
      return Optional.of("is refused as " + type);
    }
    return Optional.empty();
  }
}
