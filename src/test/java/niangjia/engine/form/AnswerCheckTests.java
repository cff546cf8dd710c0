package niangjia.engine.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import niangjia.engine.form.FormField.FormCondition;
import niangjia.engine.form.FormField.FormOption;
import niangjia.engine.form.FormField.Kind;
import niangjia.platform.Words;
import org.junit.jupiter.api.Test;

/** Thousands of forms with answers of all sorts, against an oracle that was written apart. */
class AnswerCheckTests {

  private static final int FORMS = 20_000;
  private static final List<String> OFFERED = List.of("a", "b", "c");
  private static final List<Kind> KINDS = List.of(Kind.values());

  private static FormField field(Random random, String key, List<FormField> earlier) {
    var kind = KINDS.get(random.nextInt(KINDS.size()));
    boolean chooses = kind == Kind.CHOICE || kind == Kind.MULTI;
    boolean counts = (kind == Kind.NUMBER || kind == Kind.MONEY) && random.nextBoolean();
    var choices = earlier.stream().filter(FormField::chooses).toList();
    FormCondition condition = null;
    if (!choices.isEmpty() && random.nextBoolean()) {
      var other = choices.get(random.nextInt(choices.size())).key();
      condition = new FormCondition(other, OFFERED.subList(0, 1 + random.nextInt(2)));
    }
    return new FormField(
        key,
        kind,
        new Words("问", null),
        null,
        kind != Kind.NOTE && random.nextBoolean(),
        condition,
        chooses
            ? OFFERED.stream().map(one -> new FormOption(one, new Words(one, null))).toList()
            : List.of(),
        null,
        counts ? BigDecimal.ONE : null,
        counts ? BigDecimal.valueOf(7) : null,
        null,
        kind == Kind.MULTI && random.nextBoolean() ? 2 : null,
        null);
  }

  private static FormDefinition form(Random random) {
    var fields = new ArrayList<FormField>();
    for (int i = 0, count = 1 + random.nextInt(8); i < count; i++) {
      fields.add(field(random, "f" + i, fields));
    }
    return new FormDefinition(new Words("表", null), null, false, false, fields, null);
  }

  private static Object answer(Random random, FormField field) {
    int sort = random.nextInt(10);
    if (sort == 0) {
      return List.<Object>of("", "  ", List.of()).get(random.nextInt(3));
    }
    if (field.kind() == Kind.NOTE) {
      return "x";
    }
    if (field.kind() == Kind.CHOICE) {
      return sort == 1 ? 5 : List.of("a", "b", "c", "d").get(random.nextInt(4));
    }
    if (field.kind() == Kind.MULTI) {
      var many =
          List.<Object>of(
              List.of("a"), List.of("c", "a"), OFFERED, List.of("d"), List.of("b", "b"), "a");
      return many.get(random.nextInt(many.size()));
    }
    var from =
        sort < 3 ? new ArrayList<>(AnswerOracle.wrong(field).keySet()) : AnswerOracle.right(field);
    return from.get(random.nextInt(from.size()));
  }

  private static Map<String, Object> answers(Random random, FormDefinition form) {
    var given = new HashMap<String, Object>();
    for (var field : form.fields()) {
      boolean noted = field.kind() == Kind.NOTE;
      if (random.nextInt(noted ? 20 : 6) > 0 != noted) {
        given.put(field.key(), answer(random, field));
      }
    }
    if (random.nextInt(20) == 0) {
      given.put("other", "x");
    }
    return given;
  }

  private static AnswerOracle.Verdict verdict(AnswerCheck.Checked checked) {
    var faults = new TreeMap<String, String>();
    checked
        .faults()
        .forEach(
            fault ->
                faults.put(
                    fault.field(),
                    String.valueOf(fault.getMessage()).replaceAll(".*?: (\\w+) .*", "$1")));
    return new AnswerOracle.Verdict(faults, new TreeSet<>(checked.values().keySet()));
  }

  /** The first disagreement of a checker with the oracle, empty when there is none. */
  private static String disagreement(
      BiFunction<FormDefinition, Map<String, Object>, AnswerCheck.Checked> checker) {
    for (int seed = 0; seed < FORMS; seed++) {
      var random = new Random(seed);
      var form = form(random);
      var given = answers(random, form);
      var expected = AnswerOracle.judge(form, given);
      var got = verdict(checker.apply(form, given));
      if (!got.equals(expected)) {
        return "seed %d: %s%n%s%ngot %s%nnot %s".formatted(seed, form, given, got, expected);
      }
    }
    return "";
  }

  @Test
  void everyFormReadsEveryAnswerAsTheOracleDoes() {
    assertThat(disagreement(AnswerCheck::check)).isEmpty();
  }

  @Test
  void plantedDefectsAreFound() {
    assertThat(
            disagreement(
                (form, given) -> {
                  var checked = AnswerCheck.check(form, given);
                  var faults = checked.faults().stream().limit(1).toList();
                  return new AnswerCheck.Checked(checked.values(), faults);
                }))
        .as("only the first fault")
        .isNotEmpty();
    assertThat(
            disagreement(
                (form, given) -> {
                  var checked = AnswerCheck.check(form, given);
                  var values = new LinkedHashMap<>(checked.values());
                  form.fields().stream()
                      .filter(field -> field.kind() == Kind.TEXT && field.showIf() != null)
                      .filter(field -> "甲".equals(given.get(field.key())))
                      .forEach(field -> values.put(field.key(), "甲"));
                  return new AnswerCheck.Checked(values, checked.faults());
                }))
        .as("what is not asked is kept")
        .isNotEmpty();
  }

  @Test
  void valuesComeAsTheirKindsHaveThem() {
    var evening =
        new FormDefinition(
            new Words("表", null),
            null,
            false,
            false,
            List.of(
                plain("n", Kind.NUMBER),
                plain("m", Kind.MONEY),
                plain("t", Kind.TEXT),
                plain("p", Kind.PHONE)),
            new FormDefinition.FormTotal(new Words("合计", null), List.of("m", "m")));
    var values =
        Forms.check(
            evening,
            Map.of("n", new BigDecimal("1E+2"), "m", 120, "t", " 甲 ", "p", "+86 138 0000 0000"));
    assertThat(values)
        .containsEntry("n", new BigDecimal("100"))
        .containsEntry("m", 120L)
        .containsEntry("t", "甲")
        .containsEntry("p", "13800000000");
    assertThat(evening.sum(values)).contains(BigDecimal.valueOf(240));
  }

  private static FormField plain(String key, Kind kind) {
    return new FormField(
        key,
        kind,
        new Words("问", null),
        null,
        false,
        null,
        List.of(),
        null,
        null,
        null,
        null,
        null,
        null);
  }

  @Test
  void definitionsAreReadStrictlyAndFaultsNameTheirPlace() {
    var words = Map.of("zh", "问");
    var text = Map.of("key", "a", "kind", "TEXT", "label", words);
    faulty("fields[0].colour", Map.of("key", "a", "kind", "TEXT", "label", words, "colour", 1));
    faulty("fields[0].kind", Map.of("key", "a", "kind", "SCRIPT", "label", words));
    faulty("fields[0].key", Map.of("key", "A-b", "kind", "TEXT", "label", words));
    faulty("fields[0].options", Map.of("key", "a", "kind", "CHOICE", "label", words));
    faulty("fields[0].decimals", Map.of("key", "a", "kind", "TEXT", "label", words, "decimals", 1));
    faulty("fields[1].key", text, text);
    var condition = Map.of("field", "a", "anyOf", List.of("x"));
    faulty(
        "fields[1].showIf.field",
        text,
        Map.of("key", "b", "kind", "TEXT", "label", words, "showIf", condition));
  }

  private static void faulty(String where, Map<?, ?>... fields) {
    var json = Map.of("title", Map.of("zh", "表"), "fields", List.of(fields));
    assertThatThrownBy(() -> FormDefinition.parse(json)).hasMessageStartingWith(where + ":");
  }
}
