package niangjia.engine.casework;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import niangjia.platform.Actor;
import niangjia.platform.Deed;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
import niangjia.platform.Signals;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The case types of all features, and their categories. A definition that differs from the one in
 * the database becomes its next version when the platform starts; cases keep the one they were
 * opened with.
 */
@Service
public class CaseTypes implements SmartInitializingSingleton {

  /** A type and the number of its version. */
  public record Numbered(int version, CaseType type) {}

  /** Why a category is not changed. */
  public enum Reason {
    /** Somebody changed it since it was read. */
    CATEGORY_CHANGED
  }

  private static final String TOPIC = "casework";
  private static final String WHERE = "classpath*:niangjia/*/*.case.json";
  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final CaseTypeRepository repository;
  private final TransactionOperations transactions;
  private final Signals signals;
  private final InstantSource clock;
  private final Map<String, Numbered> latest = new TreeMap<>();
  private final Map<String, CaseType> versions = new ConcurrentHashMap<>();
  private volatile @Nullable Map<String, List<Category>> categories;

  CaseTypes(
      CaseTypeRepository repository,
      TransactionOperations transactions,
      Signals signals,
      InstantSource clock) {
    this.repository = repository;
    this.transactions = transactions;
    this.signals = signals;
    this.clock = clock;
    signals.listen(TOPIC, _ -> categories = null);
  }

  @Override
  public void afterSingletonsInstantiated() {
    Deed.ofSystem("case types")
        .doing(() -> Actor.asSystem(() -> transactions.executeWithoutResult(_ -> enter())));
  }

  private void enter() {
    try {
      for (var file : new PathMatchingResourcePatternResolver().getResources(WHERE)) {
        enter(read(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CaseType read(Resource file) throws IOException {
    try (var in = file.getInputStream()) {
      return STRICT.readValue(in, CaseType.class);
    }
  }

  private void enter(CaseType type) {
    var text = STRICT.writeValueAsString(type);
    var known = repository.latest(type.code()).orElse(null);
    int version = known == null ? 1 : known.version();
    if (known == null || !known.definition().equals(text)) {
      version = known == null ? 1 : known.version() + 1;
      repository.insert(
          new CaseTypeRepository.Version(type.code(), version, text), clock.instant());
      for (int i = 0; i < type.categories().size(); i++) {
        var seed = type.categories().get(i);
        repository.insert(
            new Category(
                type.code(), seed.code(), seed.parent(), i, seed.name(), seed.due(), false, 1));
      }
    }
    if (latest.put(type.code(), new Numbered(version, type)) != null) {
      throw new IllegalStateException("two definitions of the case type " + type.code());
    }
  }

  /** All types as they are now, by code. */
  public List<Numbered> all() {
    return List.copyOf(latest.values());
  }

  /** A type as it is now; {@link NotFound} for one that no feature has. */
  public Numbered latest(String code) {
    return Optional.ofNullable(latest.get(code)).orElseThrow(NotFound::new);
  }

  /** A type as it was; {@link NotFound} for a version that never was. */
  public CaseType version(String code, int version) {
    var now = latest.get(code);
    return now != null && now.version() == version
        ? now.type()
        : versions.computeIfAbsent(
            code + " " + version,
            _ ->
                repository
                    .find(code, version)
                    .map(row -> STRICT.readValue(row.definition(), CaseType.class))
                    .orElseThrow(NotFound::new));
  }

  /** The categories of a type, in their order. */
  public List<Category> categories(String type) {
    var known = categories;
    if (known == null) {
      known = repository.categories().stream().collect(Collectors.groupingBy(Category::type));
      categories = known;
    }
    return known.getOrDefault(type, List.of());
  }

  /** One category. */
  public Optional<Category> category(String type, String code) {
    return categories(type).stream().filter(one -> one.code().equals(code)).findFirst();
  }

  /** The categories whose cases have no limit of their own, though a step asks for one. */
  public List<Category> faults() {
    return latest.values().stream()
        .filter(one -> one.type().steps().stream().anyMatch(CaseType.Step::byCategory))
        .flatMap(one -> categories(one.type().code()).stream())
        .filter(one -> one.due() == null && !one.retired())
        .toList();
  }

  /** Adds or changes a category; for administrators. Answers why not, or nothing when done. */
  @Transactional
  public Optional<Reason> change(Category category) {
    latest(category.type());
    var parent = category.parent();
    var seen = category.code();
    while (parent != null) {
      if (parent.equals(seen)) {
        throw new Invalid("parent", "unknown");
      }
      var above =
          category(category.type(), parent).orElseThrow(() -> new Invalid("parent", "unknown"));
      parent = above.parent();
    }
    if (category.edit() == 0) {
      if (category(category.type(), category.code()).isPresent()) {
        return Optional.of(Reason.CATEGORY_CHANGED);
      }
      repository.insert(category);
    } else if (!repository.update(category)) {
      return Optional.of(Reason.CATEGORY_CHANGED);
    }
    signals.send(TOPIC, category.type());
    return Optional.empty();
  }
}
