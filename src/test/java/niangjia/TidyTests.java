package niangjia;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import niangjia.Sources.Source;
import niangjia.TidyTexts.Messages;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** STYLE.md as far as a machine can hold us to it. */
class TidyTests {

  private static final String MAIN = "src/main/java";
  private static final List<Source> ALL =
      Sources.java(MAIN, "src/test/java", "src/verify", "bench");

  @Test
  void filesAreShort() {
    assertThat(breaches(TidyJava::longFiles)).isEmpty();
  }

  @Test
  void linesAreShort() {
    assertThat(breaches(TidyJava::longLines)).isEmpty();
  }

  @Test
  void methodsAreShort() {
    assertThat(breaches(TidyJava::longMethods)).isEmpty();
  }

  @Test
  void parametersAreFew() {
    assertThat(breaches(TidyJava::manyParameters)).isEmpty();
  }

  @Test
  void namesSaySomething() {
    assertThat(breaches(TidyJava::emptyNames)).isEmpty();
  }

  /** The rules and this test spell the words out, and are left out. */
  @Test
  void bannedWordsAreAbsent() {
    var sources = ALL.stream().filter(source -> !source.name().contains("/Tidy")).toList();
    assertThat(breaches(sources, TidyJava::bannedWords)).isEmpty();
  }

  @Test
  void whatOthersSeeIsDocumented() {
    assertThat(breaches(product(), TidyJava::undocumented)).isEmpty();
  }

  @Test
  void operationsHavePoliciesAndInsidesHide() {
    assertThat(breaches(product(), TidyJava::openDoors)).isEmpty();
  }

  @Test
  void statementsStayInTheirSchema() {
    var ids = Floors.ids();
    assertThat(breaches(product(), source -> TidySql.statements(source, ids))).isEmpty();
  }

  @Test
  void migrationsStayInTheirSchemaAndNameTheirRules() {
    var breaches = new ArrayList<String>();
    Sources.texts(".sql", "src/main/resources/db")
        .forEach(
            (name, text) -> {
              var folder = Path.of(name).getParent().getFileName().toString();
              breaches.addAll(TidySql.migration(name, text, folder, Floors.ids()));
            });
    assertThat(breaches).isEmpty();
  }

  @Test
  void messagesSayTheSameInBothLanguages() {
    var all = messages();
    assertThat(all.stream().flatMap(one -> TidyTexts.outOfStep(one).stream())).isEmpty();
    assertThat(TidyTexts.saidTwice(all)).isEmpty();
  }

  @Test
  void everyRefusalHasAText() {
    var keys = product().stream().flatMap(source -> TidyJava.reasons(source).stream()).toList();
    assertThat(keys).isNotEmpty();
    assertThat(TidyTexts.unsaid(keys, messages())).isEmpty();
  }

  @Test
  void theGlossaryKnowsEveryModule() {
    var glossary = Sources.read(Path.of("docs/glossary.md"));
    assertThat(TidyTexts.unexplained(glossary, Floors.ids())).isEmpty();
  }

  private static List<Source> product() {
    return ALL.stream().filter(Source::product).toList();
  }

  private static List<String> breaches(Function<Source, List<String>> rule) {
    return breaches(ALL, rule);
  }

  private static List<String> breaches(List<Source> some, Function<Source, List<String>> rule) {
    assertThat(some).isNotEmpty();
    return some.stream().flatMap(source -> rule.apply(source).stream()).toList();
  }

  private static List<Messages> messages() {
    var root = "src/main/resources/niangjia/";
    var messages = new ArrayList<Messages>();
    for (var module : Sources.folders(root)) {
      var texts = Sources.texts(".properties", root + module);
      var file = root + module + "/messages_%s.properties";
      messages.add(
          new Messages(
              module,
              TidyTexts.parse(texts.getOrDefault(file.formatted("zh"), "")),
              TidyTexts.parse(texts.getOrDefault(file.formatted("en"), ""))));
    }
    return messages;
  }

  /** Each rule finds what it is for. */
  @Nested
  class FindsPlantedBreaches {

    private static final String FILE = MAIN + "/niangjia/feature/film/Film.java";
    private static final List<String> SCHEMAS = List.of("platform", "film", "booking", "union");

    @Test
    void ofLength() {
      var method = "void f() {\n" + "// more\n".repeat(60) + "}";
      assertThat(TidyJava.longMethods(film(method))).hasSize(1);
      assertThat(TidyJava.longFiles(film("\n".repeat(400)))).hasSize(1);
      assertThat(TidyJava.longLines(film("int a;" + " ".repeat(100) + "// wide"))).hasSize(1);
      assertThat(TidyJava.longLines(film("// https://example.org/" + "a".repeat(90)))).isEmpty();
    }

    @Test
    void ofManyParameters() {
      assertThat(
              TidyJava.manyParameters(film("void f(int a, int b, int c, int d, int e, int f) {}")))
          .singleElement()
          .asString()
          .contains("f has 6 parameters");
      var wide = "record R(int a, int b, int c, int d, int e, int f) { R { assert a > 0; } }";
      assertThat(TidyJava.manyParameters(film(wide))).isEmpty();
    }

    @Test
    void ofNames() {
      for (var name : List.of("FilmImpl", "FilmManager", "FilmHelper", "FilmUtils", "FilmDto")) {
        assertThat(TidyJava.emptyNames(film("class " + name + " {}"))).hasSize(1);
      }
      assertThat(TidyJava.emptyNames(film("class Films {}"))).isEmpty();
    }

    @Test
    void ofWords() {
      var words =
          """
          // TODO later
          // FIXME sooner
          /** @author me */ @Disabled
          Object a = org.mockito.Mockito.mock();
          @lombok.Data class B {}
          """;
      assertThat(TidyJava.bannedWords(film(words))).hasSize(7);
      var time = "long t = System.currentTimeMillis(); Object i = Instant.now();";
      assertThat(TidyJava.bannedWords(film(time))).hasSize(2);
      assertThat(TidyJava.bannedWords(film("{ System.out.println(); }"))).hasSize(1);
      var platform = Sources.planted(MAIN + "/niangjia/platform/A.java", "class A {" + time + "}");
      assertThat(TidyJava.bannedWords(platform)).isEmpty();
    }

    @Test
    void ofUndocumentedMembers() {
      assertThat(TidyJava.undocumented(source("public class Film { public void show() {} }")))
          .hasSize(2);
      assertThat(
              TidyJava.undocumented(source("/** A film. */ public interface Film { void f(); }")))
          .hasSize(1);
      assertThat(TidyJava.undocumented(source("class Film { public void show() {} }"))).isEmpty();
    }

    @Test
    void ofOpenDoors() {
      assertThat(TidyJava.openDoors(film("@GetMapping(\"/a\") void a() {}"))).hasSize(1);
      assertThat(TidyJava.openDoors(film("@GetMapping @Authz(PUBLIC) void a() {}"))).isEmpty();
      assertThat(TidyJava.openDoors(source("@RestController public class FilmController {}")))
          .hasSize(1);
      assertThat(TidyJava.openDoors(source("@Repository public class FilmRepository {}")))
          .hasSize(1);
    }

    @Test
    void ofStatements() {
      assertThat(sql("select a from booking.place")).contains("booking");
      assertThat(sql("select a from film.show join \\\"union\\\".duty d on true"))
          .contains("union");
      assertThat(sql("select a from show")).contains("without its schema");
      assertThat(sql("select * from film.show")).contains("every column");
      assertThat(sql("SELECT a FROM film.show")).contains("SELECT", "FROM");
      assertThat(sql("update booking.place set a = 1")).contains("booking");
      assertThat(sql("with n as (select 1) select a from n, film.show")).isEmpty();
      assertThat(sql("select platform.scope() from film.show for update skip locked")).isEmpty();
      assertThat(sql("insert into film.show (a) select a from unnest(:as) on conflict do nothing"))
          .isEmpty();
      var glued =
          "static final String T = \"booking.place\";\n"
              + "Object a = jdbc.sql(\"select a from %s\".formatted(T) + \" where b\");";
      assertThat(TidySql.statements(film(glued), SCHEMAS)).isNotEmpty();
    }

    @Test
    void ofMigrations() {
      assertThat(migration("create table film.show (id uuid primary key);")).isEmpty();
      assertThat(migration("create table show (id uuid);")).contains("outside the schema film");
      assertThat(migration("create table film.a (b uuid references booking.place);"))
          .contains("not its own");
      assertThat(migration("create table film.a (b int check (b > 0));")).contains("unnamed check");
      assertThat(migration("create table film.a (b int constraint a_b_check check (b > 0));"))
          .contains("does not speak");
      assertThat(migration("create table film.a (b int, unique (b));")).contains("unnamed unique");
      assertThat(migration("CREATE TABLE film.a (b int);")).contains("shouts");
      assertThat(migration("create index on film.a (b);")).contains("unnamed index");
    }

    @Test
    void ofMessages() {
      var messages =
          new Messages(
              "film",
              Map.of("film.A", "甲", "film.B", "乙 {0}", "film.C", "丙", "park.D", "丁"),
              Map.of("film.A", "a", "film.B", "b", "film.C", " ", "park.D", "d"));
      assertThat(TidyTexts.outOfStep(messages)).hasSize(3);
      assertThat(TidyTexts.saidTwice(List.of(messages, messages))).hasSize(4);
      assertThat(TidyTexts.unsaid(List.of("film.A", "film.Z"), List.of(messages)))
          .containsExactly("film.Z has no text");
      assertThat(TidyJava.reasons(film("enum Reason { FULL, LATE }")))
          .containsExactly("film.FULL", "film.LATE");
    }

    @Test
    void ofTheGlossary() {
      var glossary = "| `film` | 电影 | Films. |\n| `booking` | no Chinese | Places. |";
      assertThat(TidyTexts.unexplained(glossary, List.of("film", "booking", "union")))
          .containsExactly(
              "booking is not in docs/glossary.md", "union is not in docs/glossary.md");
    }

    private static Source source(String text) {
      return Sources.planted(FILE, "package niangjia.feature.film;\n" + text);
    }

    private static Source film(String member) {
      return source("class Film {\n" + member + "\n}");
    }

    private static String sql(String statement) {
      return String.join(
          "\n", TidySql.statements(film("Object a = jdbc.sql(\"" + statement + "\");"), SCHEMAS));
    }

    private static String migration(String text) {
      return String.join("\n", TidySql.migration("V1__film.sql", text, "film", SCHEMAS));
    }
  }
}
