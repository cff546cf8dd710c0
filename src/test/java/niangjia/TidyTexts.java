package niangjia;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The rules for texts that people read: messages in both languages and the glossary. */
final class TidyTexts {

  private static final Pattern VALUE = Pattern.compile("\\{(\\d+)");

  /** What every module's messages may begin with besides the module's own name. */
  private static final Set<String> SHARED = Set.of("invalid", "problem");

  /** One module's messages. */
  record Messages(String module, Map<String, String> zh, Map<String, String> en) {}

  private TidyTexts() {}

  /** Reads a message file. */
  static Map<String, String> parse(String text) {
    var properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var messages = new HashMap<String, String>();
    properties.forEach((key, value) -> messages.put(key.toString(), value.toString()));
    return messages;
  }

  /** Both languages say the same things with the same values, under the module's own prefix. */
  static List<String> outOfStep(Messages messages) {
    var breaches = new ArrayList<String>();
    var keys = new TreeSet<>(messages.zh.keySet());
    keys.addAll(messages.en.keySet());
    for (var key : keys) {
      var zh = messages.zh.getOrDefault(key, "");
      var en = messages.en.getOrDefault(key, "");
      if (zh.isBlank() || en.isBlank()) {
        breaches.add(key + " is not said in " + (zh.isBlank() ? "Chinese" : "English"));
      } else if (!values(zh).equals(values(en))) {
        breaches.add(key + " names other values in each language");
      }
      var prefix = key.split("\\.", 2)[0];
      if (!prefix.equals(messages.module) && !SHARED.contains(prefix)) {
        breaches.add(key + " is in the messages of " + messages.module);
      }
    }
    return breaches;
  }

  /** No key is said by two modules, of which only one would be heard. */
  static List<String> saidTwice(Collection<Messages> all) {
    var owners = new HashMap<String, String>();
    var breaches = new ArrayList<String>();
    for (var messages : all) {
      for (var key : messages.zh.keySet()) {
        var other = owners.put(key, messages.module);
        if (other != null) {
          breaches.add(key + " is said by " + other + " and by " + messages.module);
        }
      }
    }
    return breaches;
  }

  /** Keys that the code needs and no module says. */
  static List<String> unsaid(Collection<String> keys, Collection<Messages> all) {
    return keys.stream()
        .filter(key -> all.stream().noneMatch(messages -> messages.zh.containsKey(key)))
        .map(key -> key + " has no text")
        .toList();
  }

  /** Modules that have no row in the glossary: their id as code, and Chinese beside it. */
  static List<String> unexplained(String glossary, Collection<String> modules) {
    return modules.stream()
        .filter(
            module ->
                glossary
                    .lines()
                    .noneMatch(
                        line ->
                            line.startsWith("|")
                                && line.contains("`" + module + "`")
                                && line.codePoints().anyMatch(Character::isIdeographic)))
        .map(module -> module + " is not in docs/glossary.md")
        .toList();
  }

  private static Set<String> values(String text) {
    var values = new TreeSet<String>();
    VALUE.matcher(text).results().forEach(value -> values.add(value.group(1)));
    return values;
  }
}
