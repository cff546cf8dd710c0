package niangjia;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import niangjia.Sources.Source;

/** The rules of STYLE.md for Java sources; each gives the breaches that it finds in one file. */
final class TidyJava {

  static final int FILE_LINES = 400;
  static final int METHOD_LINES = 60;
  static final int COLUMNS = 100;
  static final int PARAMETERS = 5;

  private static final Pattern URL_ALONE = Pattern.compile("[\\s*/]*\\S+://\\S+");
  private static final Pattern NAME =
      Pattern.compile("\\w+(?:Impl|Manager|Helper|Utils?|Dto|DTO|Entity)");
  private static final Pattern MAPPING =
      Pattern.compile("(?:Get|Post|Put|Patch|Delete|Request)Mapping");

  /** Words that no source may hold, in code or in comments, and why. */
  private static final Map<Pattern, String> EVERYWHERE =
      Map.of(
          Pattern.compile("\\bTODO\\b"), "do it, or open an issue",
          Pattern.compile("\\bFIXME\\b"), "do it, or open an issue",
          Pattern.compile("@author\\b"), "the history knows",
          Pattern.compile("@Disabled\\b"), "a test that does not run says nothing",
          Pattern.compile("\\bmockito\\b", Pattern.CASE_INSENSITIVE), "test the real thing",
          Pattern.compile("\\blombok\\b", Pattern.CASE_INSENSITIVE), "records do it");

  /** Words that only tests and benches may hold. */
  private static final Map<Pattern, String> IN_THE_PRODUCT =
      Map.of(Pattern.compile("\\bSystem\\.(?:out|err)\\b"), "log it");

  /** Words that only the platform may hold. */
  private static final Map<Pattern, String> ABOVE_THE_PLATFORM =
      Map.of(
          Pattern.compile("\\b(?:Instant|Year|YearMonth|(?:Local|Zoned|Offset)\\w*)\\.now\\("),
          "ask the InstantSource",
          Pattern.compile("\\bSystem\\.currentTimeMillis\\b"),
          "ask the InstantSource",
          Pattern.compile("\\bnew Date\\(\\)|\\bClock\\.system"),
          "ask the InstantSource");

  private TidyJava() {}

  /** Files of at most 400 lines. */
  static List<String> longFiles(Source source) {
    long lines = source.text().lines().count();
    return lines <= FILE_LINES ? List.of() : List.of(source.name() + ": " + lines + " lines");
  }

  /** Lines of at most 100 columns; imports and an address that stands alone cannot be broken. */
  static List<String> longLines(Source source) {
    var breaches = new ArrayList<String>();
    var lines = source.text().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      int columns = line.codePointCount(0, line.length());
      boolean whole = line.startsWith("import ") || URL_ALONE.matcher(line).matches();
      if (columns > COLUMNS && !whole) {
        breaches.add(source.name() + ":" + (i + 1) + " " + columns + " columns");
      }
    }
    return breaches;
  }

  /** Methods of at most 60 lines, from the first annotation to the last brace. */
  static List<String> longMethods(Source source) {
    return methods(
        source,
        (_, method) -> {
          long lines = source.lastLine(method) - source.line(method) + 1;
          return lines <= METHOD_LINES ? "" : method.getName() + " has " + lines + " lines";
        });
  }

  /** At most 5 parameters; a record's own constructor has as many as the record has components. */
  static List<String> manyParameters(Source source) {
    return methods(
        source,
        (owner, method) -> {
          boolean canonical = owner.getKind() == Tree.Kind.RECORD && constructor(method);
          int count = method.getParameters().size();
          return count <= PARAMETERS || canonical
              ? ""
              : method.getName() + " has " + count + " parameters";
        });
  }

  /** No class is called after what it is not. */
  static List<String> emptyNames(Source source) {
    return types(
        source,
        (_, type) -> {
          var name = type.getSimpleName().toString();
          return NAME.matcher(name).matches() ? name + " says nothing: what is it?" : "";
        });
  }

  /** No banned words. */
  static List<String> bannedWords(Source source) {
    var breaches = new ArrayList<>(words(source, EVERYWHERE));
    if (source.product()) {
      breaches.addAll(words(source, IN_THE_PRODUCT));
      if (!source.module().equals("platform")) {
        breaches.addAll(words(source, ABOVE_THE_PLATFORM));
      }
    }
    return breaches;
  }

  private static List<String> words(Source source, Map<Pattern, String> banned) {
    var breaches = new ArrayList<String>();
    banned.forEach(
        (word, why) ->
            word.matcher(source.text())
                .results()
                .forEach(
                    found -> {
                      long line = source.tree().getLineMap().getLineNumber(found.start());
                      breaches.add(source.name() + ":" + line + " " + found.group() + ": " + why);
                    }));
    return breaches;
  }

  /** Public types have Javadoc, and so have their public methods, overriding ones apart. */
  static List<String> undocumented(Source source) {
    var breaches = new ArrayList<String>();
    new TreePathScanner<Void, Boolean>() {
      @Override
      public Void visitClass(ClassTree type, Boolean visible) {
        boolean shown = visible && open(type.getModifiers(), outer());
        if (shown && undocumented()) {
          breaches.add(source.breach(type, type.getSimpleName() + " has no Javadoc"));
        }
        return super.visitClass(type, shown);
      }

      @Override
      public Void visitMethod(MethodTree method, Boolean visible) {
        boolean own = !constructor(method) && !has(method.getModifiers(), "Override");
        if (visible && own && open(method.getModifiers(), outer()) && undocumented()) {
          breaches.add(source.breach(method, method.getName() + " has no Javadoc"));
        }
        return super.visitMethod(method, false);
      }

      private Tree outer() {
        return getCurrentPath().getParentPath().getLeaf();
      }

      private boolean undocumented() {
        var comment = source.trees().getDocComment(getCurrentPath());
        return comment == null || comment.isBlank();
      }
    }.scan(source.tree(), true);
    return breaches;
  }

  /** Every operation of a controller says its policy, and controllers and repositories hide. */
  static List<String> openDoors(Source source) {
    var breaches = new ArrayList<String>();
    breaches.addAll(
        methods(
            source,
            (_, method) -> {
              boolean operation =
                  annotations(method.getModifiers()).stream()
                      .anyMatch(name -> MAPPING.matcher(name).matches());
              return operation && !has(method.getModifiers(), "Authz")
                  ? method.getName() + " has no @Authz"
                  : "";
            }));
    breaches.addAll(
        types(
            source,
            (_, type) -> {
              var modifiers = type.getModifiers();
              boolean inner = has(modifiers, "RestController") || has(modifiers, "Repository");
              return inner && modifiers.getFlags().contains(Modifier.PUBLIC)
                  ? type.getSimpleName() + " is public"
                  : "";
            }));
    return breaches;
  }

  /** The keys of the messages that a module's refusals need: one for each constant of a Reason. */
  static List<String> reasons(Source source) {
    var keys = new ArrayList<String>();
    types(
        source,
        (_, type) -> {
          if (type.getKind() == Tree.Kind.ENUM && type.getSimpleName().contentEquals("Reason")) {
            type.getMembers().stream()
                .filter(com.sun.source.tree.VariableTree.class::isInstance)
                .map(com.sun.source.tree.VariableTree.class::cast)
                .filter(v -> v.getModifiers().getFlags().contains(Modifier.STATIC))
                .forEach(constant -> keys.add(source.module() + "." + constant.getName()));
          }
          return "";
        });
    return keys;
  }

  /** A rule about one member of a type, in a type of its own or another: the breach, or nothing. */
  @FunctionalInterface
  private interface Rule<T> {
    String breach(ClassTree owner, T part);
  }

  private static List<String> methods(Source source, Rule<MethodTree> rule) {
    var breaches = new ArrayList<String>();
    types(
        source,
        (_, type) -> {
          for (var member : type.getMembers()) {
            if (member instanceof MethodTree method) {
              var breach = rule.breach(type, method);
              if (!breach.isEmpty()) {
                breaches.add(source.breach(method, breach));
              }
            }
          }
          return "";
        });
    return breaches;
  }

  private static List<String> types(Source source, Rule<ClassTree> rule) {
    var breaches = new ArrayList<String>();
    new TreePathScanner<Void, Void>() {
      @Override
      public Void visitClass(ClassTree type, Void nothing) {
        var breach = rule.breach(type, type);
        if (!breach.isEmpty()) {
          breaches.add(source.breach(type, breach));
        }
        return super.visitClass(type, null);
      }
    }.scan(source.tree(), null);
    return breaches;
  }

  private static boolean constructor(MethodTree method) {
    return method.getName().contentEquals("<init>");
  }

  /** Whether others see it: it is public, or a member of an interface. */
  private static boolean open(ModifiersTree modifiers, Tree outer) {
    var flags = modifiers.getFlags();
    boolean inInterface =
        outer.getKind() == Tree.Kind.INTERFACE || outer.getKind() == Tree.Kind.ANNOTATION_TYPE;
    return flags.contains(Modifier.PUBLIC) || (inInterface && !flags.contains(Modifier.PRIVATE));
  }

  private static boolean has(ModifiersTree modifiers, String annotation) {
    return annotations(modifiers).contains(annotation);
  }

  private static List<String> annotations(ModifiersTree modifiers) {
    return modifiers.getAnnotations().stream()
        .map(AnnotationTree::getAnnotationType)
        .map(type -> type.toString().substring(type.toString().lastIndexOf('.') + 1))
        .collect(Collectors.toList());
  }
}
