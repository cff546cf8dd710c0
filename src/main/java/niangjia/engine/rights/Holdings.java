package niangjia.engine.rights;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import niangjia.engine.people.Person;
import niangjia.engine.people.PersonalData;
import niangjia.engine.people.PersonalData.Fate;
import niangjia.engine.people.PersonalData.Section;
import niangjia.platform.Actor;
import niangjia.platform.Words;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** What all modules together hold of a person. */
@Service
class Holdings {

  /** What one table holds of a person, and what becomes of it when they are forgotten. */
  record Holding(String table, Words title, Fate fate, int count) {}

  /**
   * What a person needs to know before they ask to be forgotten.
   *
   * @param open places and entries that are given back first
   */
  record Outlook(List<Holding> holdings, List<Words> open, Optional<PersonalData.Wait> waits) {}

  private final List<PersonalData> modules;
  private final TransactionOperations transactions;
  private final MessageSource messages;

  Holdings(List<PersonalData> modules, TransactionOperations transactions, MessageSource messages) {
    this.modules = List.copyOf(modules);
    this.transactions = transactions;
    this.messages = messages;
  }

  /** Every module's part, those first who let go first. */
  List<PersonalData> modules() {
    return modules;
  }

  /** Everything that is held of the person. */
  List<Section> sections(Person.Id person) {
    return inOne(
        () ->
            modules.stream()
                .flatMap(module -> module.about(person).stream())
                .sorted(Comparator.comparingInt(section -> order(section.table())))
                .toList());
  }

  /** What would become of it. */
  Outlook outlook(Person.Id person) {
    var held = sections(person);
    return inOne(
        () ->
            new Outlook(
                held.stream()
                    .filter(section -> !section.rows().isEmpty())
                    .map(section -> holding(section.table(), section.rows().size()))
                    .toList(),
                modules.stream().flatMap(module -> module.open(person).stream()).toList(),
                waits(person)));
  }

  /** What has to end first, and until when that takes. */
  Optional<PersonalData.Wait> waits(Person.Id person) {
    return modules.stream()
        .flatMap(module -> module.waits(person).stream())
        .max(Comparator.comparing(PersonalData.Wait::until));
  }

  /** A table with its name and its fate. */
  Holding holding(String table, int count) {
    return new Holding(table, title(table), fate(table), count);
  }

  /** What the rows of a table are called. */
  Words title(String table) {
    var key = table.replaceFirst("\\.", ".data.");
    return Words.of(
        messages.getMessage(key, null, Locale.CHINESE),
        messages.getMessage(key, null, Locale.ENGLISH));
  }

  private Fate fate(String table) {
    return modules.stream()
        .map(PersonalData::tables)
        .filter(tables -> tables.containsKey(table))
        .map(tables -> tables.get(table))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("nobody answers for " + table));
  }

  /** Who the person is comes first, what they did last. */
  private static int order(String table) {
    return Map.of("people", 0, "access", 1, "audit", 9)
        .getOrDefault(table.substring(0, table.indexOf('.')), 5);
  }

  /** As the system, in one transaction: what is told belongs together. */
  private <T> T inOne(java.util.function.Supplier<T> work) {
    var found = Actor.asSystem(() -> transactions.execute(_ -> work.get()));
    if (found == null) {
      throw new IllegalStateException("nothing was told");
    }
    return found;
  }
}
