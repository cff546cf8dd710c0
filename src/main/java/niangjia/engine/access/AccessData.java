package niangjia.engine.access;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import niangjia.engine.people.Contacts;
import niangjia.engine.people.Person;
import niangjia.engine.people.PersonalData;
import niangjia.engine.people.Phone;
import niangjia.platform.Sealer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What this module holds of a person. It is the first to let go: who is signed in nowhere begins
 * nothing new while the others forget. A staff account is the union's and stays.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class AccessData implements PersonalData {

  private static final String ACCOUNT = "access.account";
  private static final String SESSION = "access.session";
  private static final String PASSKEY = "access.passkey";
  private static final String CODE = "access.code";
  private static final String LOCK = "access.lock";
  private static final String MESSAGE = "access.demonstration_message";

  private final JdbcClient jdbc;
  private final Sealer sealer;
  private final Contacts contacts;
  private final Devices devices;

  AccessData(JdbcClient jdbc, Sealer sealer, Contacts contacts, Devices devices) {
    this.jdbc = jdbc;
    this.sealer = sealer;
    this.contacts = contacts;
    this.devices = devices;
  }

  @Override
  public Map<String, Fate> tables() {
    return Map.of(
        ACCOUNT, Fate.DELETED,
        SESSION, Fate.DELETED,
        PASSKEY, Fate.DELETED,
        CODE, Fate.DELETED,
        LOCK, Fate.DELETED,
        MESSAGE, Fate.DELETED);
  }

  @Override
  public List<Section> about(Person.Id person) {
    var phone = contacts.phone(person);
    return List.of(
        new Section(ACCOUNT, accounts(person)),
        new Section(SESSION, sessions(person)),
        new Section(PASSKEY, passkeys(person)),
        new Section(
            CODE,
            rows(
                """
                select sent_at, expires_at from access.code
                where receiver_hash = any(:hashes::bytea[])
                """,
                hashes(person, phone))),
        new Section(
            LOCK,
            rows(
                """
                select wrong, last_at, until_at from access.lock
                where subject = any(:hashes::bytea[])
                """,
                subjects(person, phone))),
        new Section(
            MESSAGE,
            rows(
                """
                select kind, sent_at from access.demonstration_message
                where receiver_hash = any(:hashes::bytea[])
                """,
                hashes(person, phone))));
  }

  private List<Map<String, @Nullable Object>> accounts(Person.Id person) {
    return jdbc.sql("select created_at, signed_in_at from access.account where person = :person")
        .param("person", person.value())
        .query()
        .listOfRows();
  }

  private List<Map<String, @Nullable Object>> sessions(Person.Id person) {
    return jdbc.sql(
            """
            select s.device, s.browser, s.created_at, s.seen_at, s.ended_at
            from access.session s join access.account a on a.id = s.account
            where a.person = :person order by s.created_at
            """)
        .param("person", person.value())
        .query()
        .listOfRows();
  }

  private List<Map<String, @Nullable Object>> passkeys(Person.Id person) {
    return jdbc.sql(
            """
            select k.name, k.created_at, k.used_at
            from access.passkey k join access.account a on a.id = k.account
            where a.person = :person order by k.created_at
            """)
        .param("person", person.value())
        .query()
        .listOfRows();
  }

  @Override
  public void release(Person.Id person) {
    jdbc.sql("select id from access.account where person = :person")
        .param("person", person.value())
        .query(UUID.class)
        .optional()
        .ifPresent(devices::endAll);
  }

  @Override
  public Map<String, Integer> erase(Person.Id person, @Nullable Phone phone) {
    var gone = new LinkedHashMap<String, Integer>();
    gone.put(
        SESSION,
        delete(
            """
            delete from access.session where account in (
              select id from access.account where person = :key)
            """,
            person.value()));
    gone.put(
        PASSKEY,
        delete(
            """
            delete from access.passkey where account in (
              select id from access.account where person = :key)
            """,
            person.value()));
    gone.put(ACCOUNT, delete("delete from access.account where person = :key", person.value()));
    var hashes = hashes(person, phone);
    gone.put(
        CODE, delete("delete from access.code where receiver_hash = any(:key::bytea[])", hashes));
    gone.put(
        LOCK,
        delete(
            "delete from access.lock where subject = any(:key::bytea[])", subjects(person, phone)));
    gone.put(
        MESSAGE,
        delete(
            "delete from access.demonstration_message where receiver_hash = any(:key::bytea[])",
            hashes));
    return gone;
  }

  private int delete(String statement, Object key) {
    return jdbc.sql(statement).param("key", key).update();
  }

  private List<Map<String, @Nullable Object>> rows(String statement, byte[][] hashes) {
    return jdbc.sql(statement).param("hashes", hashes).query().listOfRows();
  }

  /** Under what codes to the person's phone and address are kept. */
  private byte[][] hashes(Person.Id person, @Nullable Phone phone) {
    return Stream.concat(
            Stream.ofNullable(phone).map(Phone::digits),
            Stream.concat(
                Stream.of(Access.mailSubject(person)),
                contacts.email(person).stream()
                    .flatMap(email -> Stream.of(email.address(), Codes.mailbox(email)))))
        .map(sealer::hash)
        .toArray(byte[][]::new);
  }

  private byte[][] subjects(Person.Id person, @Nullable Phone phone) {
    return Stream.concat(
            Stream.ofNullable(phone).map(known -> "phone:" + known.digits()),
            Stream.of(Access.mailSubject(person)))
        .map(sealer::hash)
        .toArray(byte[][]::new);
  }
}
