package niangjia.engine.union;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import niangjia.platform.Ids;
import niangjia.platform.NotFound;
import niangjia.platform.Signals;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The tree of unions. It is small, so each node keeps it in memory and reads it again when a signal
 * says that it changed.
 */
@Service
public class Unions {

  private static final String TOPIC = "union";

  /**
   * A union to be entered into the tree.
   *
   * @param code its official code, null for a union that has none
   */
  public record Founding(String path, @Nullable String code, Union.Kind kind, Words name) {}

  private record Entry(Union union, String searched) {}

  private record Tree(
      List<Entry> entries,
      Map<Union.Id, Union> byId,
      Map<String, Union> byPath,
      Map<String, List<Union>> below) {}

  private final UnionRepository repository;
  private final Signals signals;
  private volatile @Nullable Tree tree;

  Unions(UnionRepository repository, Signals signals) {
    this.repository = repository;
    this.signals = signals;
    signals.listen(TOPIC, _ -> reload());
  }

  /** The union of that identifier. */
  public Optional<Union> find(Union.Id id) {
    return Optional.ofNullable(tree().byId.get(id));
  }

  /** The union of that identifier; {@link NotFound} when there is none. */
  public Union get(Union.Id id) {
    return find(id).orElseThrow(NotFound::new);
  }

  /** The union at exactly that path. */
  public Optional<Union> at(String path) {
    return Optional.ofNullable(tree().byPath.get(path));
  }

  /** The deepest union at or above that path; a path outside the tree is a fault of ours. */
  public Union nearest(String path) {
    var byPath = tree().byPath;
    for (var at = path; !at.isEmpty(); at = parent(at)) {
      var union = byPath.get(at);
      if (union != null) {
        return union;
      }
    }
    throw new IllegalStateException("no union is at or above " + path);
  }

  /** The deepest union above that path; nothing above the top. */
  public Optional<Union> above(String path) {
    var parent = parent(path);
    return parent.isEmpty() ? Optional.empty() : Optional.of(nearest(parent));
  }

  /**
   * The unions directly below that path, in the order of their paths; the tree's roots for an empty
   * path.
   */
  public List<Union> children(String path) {
    return tree().below.getOrDefault(path, List.of());
  }

  /**
   * The unions whose name or official code contains a text, highest in the tree first.
   *
   * @param within the subtrees to look in
   * @param limit at most so many
   */
  public List<Union> search(String text, Collection<String> within, int limit) {
    var wanted = text.strip().toLowerCase(Locale.ROOT);
    return tree().entries.stream()
        .filter(entry -> entry.searched.contains(wanted))
        .map(Entry::union)
        .filter(union -> within.stream().anyMatch(path -> below(union.path(), path)))
        .sorted(Comparator.comparingInt(Unions::depth).thenComparing(Union::path))
        .limit(limit)
        .toList();
  }

  /**
   * Enters unions into the tree, in any order; every parent must be there or among them, and no
   * path or code may be taken.
   */
  @Transactional
  public void found(List<Founding> foundings) {
    repository.insert(
        foundings.stream()
            .map(
                f ->
                    new UnionRepository.Row(
                        Ids.next(), f.path(), f.kind(), f.name().zh(), f.name().en(), f.code()))
            .toList());
    signals.send(TOPIC, Signals.EVERYTHING);
  }

  /**
   * Reads the tree again, on this node only; one reading after the other, so that the last one
   * stays.
   */
  synchronized void reload() {
    tree = read();
  }

  private Tree tree() {
    var known = tree;
    if (known == null) {
      known = read();
      tree = known;
    }
    return known;
  }

  private Tree read() {
    var entries = new ArrayList<Entry>();
    var byId = new HashMap<Union.Id, Union>();
    var byPath = new HashMap<String, Union>();
    var below = new HashMap<String, List<Union>>();
    for (var row : repository.all()) {
      var name = new Words(row.nameZh(), row.nameEn());
      var union = new Union(new Union.Id(row.id()), row.path(), row.kind(), name);
      entries.add(new Entry(union, searched(row)));
      byId.put(union.id(), union);
      byPath.put(union.path(), union);
      below.computeIfAbsent(parent(union.path()), _ -> new ArrayList<>()).add(union);
    }
    below.replaceAll((_, unions) -> List.copyOf(unions));
    return new Tree(List.copyOf(entries), byId, byPath, below);
  }

  /** The texts that are searched, kept apart by a line end that nobody types. */
  private static String searched(UnionRepository.Row row) {
    return String.join(
            "\n",
            row.nameZh(),
            row.nameEn() == null ? "" : row.nameEn(),
            row.code() == null ? "" : row.code())
        .toLowerCase(Locale.ROOT);
  }

  private static String parent(String path) {
    int dot = path.lastIndexOf('.');
    return dot < 0 ? "" : path.substring(0, dot);
  }

  private static boolean below(String path, String root) {
    return root.isEmpty()
        || (path.startsWith(root)
            && (path.length() == root.length() || path.charAt(root.length()) == '.'));
  }

  private static int depth(Union union) {
    return (int) union.path().chars().filter(c -> c == '.').count();
  }
}
