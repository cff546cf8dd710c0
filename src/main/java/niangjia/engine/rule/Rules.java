package niangjia.engine.rule;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import niangjia.platform.Actor;
import niangjia.platform.Ids;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Decides by the rule in force, and remembers why. */
@Service
public class Rules {

  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private final RuleRepository rules;
  private final DecisionRepository decisions;
  private final Evaluator evaluator;
  private final InstantSource clock;

  Rules(
      RuleRepository rules,
      DecisionRepository decisions,
      Evaluator evaluator,
      InstantSource clock) {
    this.rules = rules;
    this.decisions = decisions;
    this.evaluator = evaluator;
    this.clock = clock;
  }

  /**
   * Decides a case by the table that is in force there on that day: a union's own, or else that of
   * the nearest union above it. A decision is written down in the caller's transaction.
   *
   * @param code the matter, for example {@code aid.amount}
   * @param path the union whose matter it is
   * @param on the day whose rule applies
   * @param facts a value for each fact that the table asks for; others are left aside
   */
  @Transactional
  public Ruling decide(
      String code, String path, LocalDate on, Map<String, ?> facts, Decision.About about) {
    var found = rules.inForce(code, path, on);
    if (found.isEmpty()) {
      return new Ruling.Undecided(Ruling.Reason.NO_TABLE, null, List.of());
    }
    var version = found.get();
    var ready = ready(version);
    var verdict = evaluator.judge(ready, facts);
    var basis = basis(version, ready.sheet().table(), verdict.result().clauses());
    if (verdict.reason() != null) {
      return new Ruling.Undecided(verdict.reason(), basis, verdict.faults());
    }
    var decision =
        new Decision(
            Ids.next(),
            code,
            path,
            version.id(),
            on,
            clock.instant(),
            Actor.current().account(),
            about,
            verdict.result().clauses(),
            verdict.facts(),
            verdict.result().derived(),
            verdict.result().outputs());
    decisions.enter(decision);
    return new Ruling.Decided(decision, basis);
  }

  /** A decision with what it stands on, as far as the actor may see it. */
  @Transactional(readOnly = true)
  public Optional<Ruling.Decided> find(UUID id) {
    return decisions
        .find(id)
        .map(
            decision -> {
              var version = rules.version(decision.version()).orElseThrow();
              var table = ready(version).sheet().table();
              return new Ruling.Decided(decision, basis(version, table, decision.clauses()));
            });
  }

  /** The table in force there on that day: what has to be asked, and its clauses. */
  @Transactional(readOnly = true)
  public Optional<RuleTable> inForce(String code, String path, LocalDate on) {
    return rules.inForce(code, path, on).map(version -> ready(version).sheet().table());
  }

  /** The day in China. */
  static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZONE);
  }

  private Evaluator.Ready ready(RuleBook.Version version) {
    return evaluator.ready(version.hash(), () -> rules.content(version.hash()));
  }

  private static Ruling.Basis basis(
      RuleBook.Version version, RuleTable table, List<String> clauses) {
    return new Ruling.Basis(
        version.id(),
        version.number(),
        version.path(),
        table.title(),
        clauses.stream()
            .map(id -> table.clause(id).orElse(null))
            .filter(Objects::nonNull)
            .toList());
  }
}
