package niangjia;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The repository's own files, Java ones parsed by javac itself, for the checks of style. */
final class Sources {

  private static final Pattern MODULE = Pattern.compile("/niangjia/(?:engine|feature)/([^/]+)/");

  /**
   * One parsed file.
   *
   * @param name its path in the repository
   */
  record Source(String name, String text, CompilationUnitTree tree, Trees trees) {

    /** Whether it belongs to the product and not to its tests or benches. */
    boolean product() {
      return name.startsWith("src/main/");
    }

    /** The module that it belongs to: a folder of a floor, or the platform, or the root. */
    String module() {
      var module = MODULE.matcher(name);
      if (module.find()) {
        return module.group(1);
      }
      return name.contains("/niangjia/platform/") ? "platform" : "";
    }

    /** The line on which a part of the tree begins, from 1. */
    long line(Tree part) {
      return lineAt(trees.getSourcePositions().getStartPosition(tree, part));
    }

    /** The line on which a part of the tree ends. */
    long lastLine(Tree part) {
      return lineAt(trees.getSourcePositions().getEndPosition(tree, part));
    }

    private long lineAt(long position) {
      return position < 0 ? 1 : tree.getLineMap().getLineNumber(position);
    }

    /** A breach of a rule in this file, for people to read. */
    String breach(Tree part, String what) {
      return name + ":" + line(part) + " " + what;
    }
  }

  private Sources() {}

  /**
   * Every Java source under these folders of the repository; a folder that is not there has none.
   */
  static List<Source> java(String... folders) {
    return parse(texts(".java", folders));
  }

  /** A source that is in no file, for trying a rule on a planted breach. */
  static Source planted(String name, String text) {
    return parse(Map.of(name, text)).getFirst();
  }

  /** The texts of the files under these folders whose names end so, by path. */
  static Map<String, String> texts(String ending, String... folders) {
    var texts = new TreeMap<String, String>();
    for (var folder : folders) {
      var root = Path.of(folder);
      if (!Files.isDirectory(root)) {
        continue;
      }
      try (var files = Files.walk(root)) {
        files
            .filter(file -> file.toString().endsWith(ending) && Files.isRegularFile(file))
            .forEach(file -> texts.put(file.toString(), read(file)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return texts;
  }

  /** The names of the folders directly in a folder; none if it is not there. */
  static List<String> folders(String folder) {
    var root = Path.of(folder);
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (var inside = Files.list(root)) {
      return inside
          .filter(Files::isDirectory)
          .map(path -> path.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a file. */
  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Source> parse(Map<String, String> texts) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var files = texts.entrySet().stream().map(e -> new Text(e.getKey(), e.getValue())).toList();
    var task = (JavacTask) compiler.getTask(null, null, null, List.of(), null, files);
    var trees = Trees.instance(task);
    var sources = new ArrayList<Source>();
    try {
      for (var tree : task.parse()) {
        var name = tree.getSourceFile().toUri().getPath().substring(1);
        sources.add(new Source(name, texts.getOrDefault(name, ""), tree, trees));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sources;
  }

  private static final class Text extends SimpleJavaFileObject {

    private final String text;

    Text(String path, String text) {
      super(URI.create("text:///" + path), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
