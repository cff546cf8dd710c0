package niangjia.engine.union;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * The tree of unions. It is small, so each node keeps it in memory and reads it again when it
 * changes.
 */
@Service
public class Unions {

  /** The union of that identifier. */
  public Optional<Union> find(Union.Id id) {
    return Optional.empty();
  }

  /** The union of that identifier; {@link niangjia.platform.NotFound} when there is none. */
  public Union get(Union.Id id) {
    throw new niangjia.platform.NotFound();
  }

  /** The union at exactly that path. */
  public Optional<Union> at(String path) {
    return Optional.empty();
  }

  /** The deepest union at or above that path; a path outside the tree is a fault of ours. */
  public Union nearest(String path) {
    throw new IllegalStateException("no union is at or above " + path);
  }

  /** The unions directly below that path, in the order of their paths. */
  public List<Union> children(String path) {
    return List.of();
  }

  /**
   * The unions whose name or official code contains a text, highest in the tree first.
   *
   * @param within the subtrees to look in
   * @param limit at most so many
   */
  public List<Union> search(String text, Collection<String> within, int limit) {
    return List.of();
  }
}
