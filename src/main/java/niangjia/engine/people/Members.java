package niangjia.engine.people;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
import niangjia.platform.Page;
import niangjia.platform.Role;
import niangjia.platform.Sealer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The people of a subtree, as its officers see them. */
@Service
public class Members {

  /** The most synthetic people that one page names. */
  public static final int MOST_CONTACTS = 5_000;

  /**
   * What to look for.
   *
   * @param paths the subtrees to look in
   * @param text the beginning of a name, or a whole phone, or a whole resident id number; null for
   *     all
   * @param group the group that they are in; null for all
   * @param state where their membership stands; null for all
   */
  public record Search(
      Collection<String> paths,
      @Nullable String text,
      @Nullable Group group,
      Membership.@Nullable State state) {}

  /** Where a synthetic person can be reached. */
  public record Contact(String phone, Person.Id person, String path) {}

  private final PeopleRepository repository;
  private final Unions unions;
  private final Sealer sealer;

  Members(PeopleRepository repository, Unions unions, Sealer sealer) {
    this.repository = repository;
    this.unions = unions;
    this.sealer = sealer;
  }

  /**
   * The people who match, in the order in which they were entered; for officers of each of the
   * subtrees.
   *
   * @param after the last person of the page before, null for the first page
   */
  @Transactional(readOnly = true)
  public Page<Member> page(Search search, Person.@Nullable Id after, int limit) {
    search.paths().forEach(path -> Actor.current().require(path, Role.OFFICER));
    var filter = filter(search);
    var ids = repository.page(filter, after == null ? null : after.value(), limit + 1);
    var page = Page.cut(ids, limit, repository.count(filter), UUID::toString);
    return new Page<>(members(page.items()), page.next(), page.total());
  }

  /** One person with the history of their membership; for officers of the person's union. */
  @Transactional(readOnly = true)
  public Member get(Person.Id id) {
    var standing =
        repository.standings(List.of(id.value())).stream().findFirst().orElseThrow(NotFound::new);
    Actor.current().require(standing.profile().path(), Role.OFFICER);
    return member(standing)
        .with(
            repository.history(id.value()).stream()
                .map(
                    period ->
                        new Membership(
                            unions.nearest(period.unionPath()),
                            period.state(),
                            period.fromOn(),
                            period.untilOn()))
                .toList());
  }

  /**
   * The synthetic people of a subtree with their phones, for demonstrations and rehearsals; the
   * system's own work.
   */
  @Transactional(readOnly = true)
  public Page<Contact> contacts(String path, Person.@Nullable Id after, int limit) {
    if (!Actor.current().equals(Actor.SYSTEM)) {
      throw new NotFound();
    }
    var from = after == null ? null : after.value();
    var rows = repository.synthetic(path, from, Math.min(limit, MOST_CONTACTS) + 1);
    var contacts =
        rows.stream()
            .map(row -> new Contact(sealer.open(row.phoneSealed()), row.id(), row.path()))
            .toList();
    var total = repository.countSynthetic(path);
    return Page.cut(contacts, limit, total, contact -> contact.person().toString());
  }

  private PeopleRepository.Filter filter(Search search) {
    var text = search.text() == null || search.text().isBlank() ? null : search.text().strip();
    var secret =
        text == null
            ? Optional.<String>empty()
            : read(text, each -> new Phone(each).digits())
                .or(() -> read(text, each -> new IdNumber(each).text()));
    return new PeopleRepository.Filter(
        List.copyOf(search.paths()),
        secret.isPresent() ? null : text,
        secret.map(sealer::hash).orElse(null),
        search.group(),
        search.state());
  }

  /** The text as that kind of value, if it is one. */
  private static Optional<String> read(String text, Function<String, String> kind) {
    try {
      return Optional.of(kind.apply(text));
    } catch (Invalid _) {
      return Optional.empty();
    }
  }

  List<Member> members(List<UUID> ids) {
    return repository.standings(ids).stream().map(this::member).toList();
  }

  private Member member(PeopleRepository.Standing standing) {
    var profile = standing.profile();
    return new Member(
        profile.id(),
        People.masked(profile.name()),
        new Phone(sealer.open(standing.phoneSealed())).masked(),
        new IdNumber(sealer.open(standing.idSealed())).masked(),
        unions.nearest(profile.path()),
        profile.state(),
        profile.memberSince(),
        profile.groups(),
        profile.synthetic(),
        null);
  }
}
