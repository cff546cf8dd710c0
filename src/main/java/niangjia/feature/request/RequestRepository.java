package niangjia.feature.request;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.engine.casework.Case;
import niangjia.engine.people.Person;
import niangjia.engine.people.Phone;
import niangjia.platform.Sealer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of requests and their facts; whatever somebody said is sealed. */
@Repository
class RequestRepository {

  private final JdbcClient jdbc;
  private final Sealer sealer;

  RequestRepository(JdbcClient jdbc, Sealer sealer) {
    this.jdbc = jdbc;
    this.sealer = sealer;
  }

  /** Enters a request; the same again stays as it is. */
  boolean insert(Request one) {
    var caller = one.caller();
    var phone = caller == null ? null : caller.phone();
    return jdbc.sql(
                """
                insert into request.request (
                  id, path, person_id, channel, route, words_sealed, place_sealed,
                  caller_name_sealed, caller_phone_sealed, phone_hash, received_at)
                values (:id, :path::ltree, :person, :channel, :route, :words, :place, :name,
                  :phone, :hash, :at)
                on conflict do nothing
                """)
            .param("id", one.id().value())
            .param("path", one.path())
            .param("person", one.person() == null ? null : one.person().value())
            .param("channel", one.channel().name())
            .param("route", one.route().name())
            .param("words", sealed(one.words()))
            .param("place", sealed(one.place()))
            .param("name", sealed(caller == null ? null : caller.name()))
            .param("phone", sealed(phone))
            .param("hash", phone == null ? null : sealer.hash(phone))
            .param("at", Timestamp.from(one.receivedAt()))
            .update()
        == 1;
  }

  Optional<Request> find(Case.Id id) {
    return jdbc.sql(
            """
            select id, path::text as path, person_id, channel, route, words_sealed, place_sealed,
              caller_name_sealed, caller_phone_sealed, round, received_at
            from request.request where id = :id
            """)
        .param("id", id.value())
        .query((row, _) -> one(row))
        .optional();
  }

  /** The cases of a caller, by the phone they called from, latest first. */
  List<Case.Id> of(Phone phone, int limit) {
    return jdbc.sql(
            """
            select id from request.request where phone_hash = :hash
            order by received_at desc limit :limit
            """)
        .param("hash", sealer.hash(phone.digits()))
        .param("limit", limit)
        .query((row, _) -> new Case.Id(row.getObject(1, UUID.class)))
        .list();
  }

  void move(Case.Id id, String path) {
    jdbc.sql("update request.request set path = :path::ltree where id = :id")
        .param("path", path)
        .param("id", id.value())
        .update();
  }

  /** Begins the next round. */
  void again(Case.Id id) {
    jdbc.sql("update request.request set round = round + 1 where id = :id")
        .param("id", id.value())
        .update();
  }

  void insert(Case.Id id, Request.Fact fact) {
    jdbc.sql(
            """
            insert into request.fact (
              id, request_id, round, kind, good, source, account, at, words_sealed)
            values (:id, :request, :round, :kind, :good, :source, :account, :at, :words)
            """)
        .param("id", fact.id())
        .param("request", id.value())
        .param("round", fact.round())
        .param("kind", fact.kind().name())
        .param("good", fact.good())
        .param("source", fact.by() == null ? "PERSON" : "STAFF")
        .param("account", fact.by())
        .param("at", Timestamp.from(fact.at()))
        .param("words", sealed(fact.words()))
        .update();
  }

  /** The facts of a request, in order. */
  List<Request.Fact> facts(Case.Id id) {
    return jdbc.sql(
            """
            select id, round, kind, good, account, at, words_sealed from request.fact
            where request_id = :id order by at, id
            """)
        .param("id", id.value())
        .query(
            (row, _) ->
                new Request.Fact(
                    row.getObject("id", UUID.class),
                    row.getInt("round"),
                    Request.Fact.Kind.valueOf(row.getString("kind")),
                    row.getBoolean("good"),
                    row.getObject("account", UUID.class),
                    row.getTimestamp("at").toInstant(),
                    opened(row.getBytes("words_sealed"))))
        .list();
  }

  private Request one(ResultSet row) throws SQLException {
    var person = row.getObject("person_id", UUID.class);
    var name = opened(row.getBytes("caller_name_sealed"));
    var phone = opened(row.getBytes("caller_phone_sealed"));
    return new Request(
        new Case.Id(row.getObject("id", UUID.class)),
        row.getString("path"),
        person == null ? null : new Person.Id(person),
        Request.Channel.valueOf(row.getString("channel")),
        Request.Route.valueOf(row.getString("route")),
        opened(row.getBytes("words_sealed")),
        opened(row.getBytes("place_sealed")),
        name == null && phone == null ? null : new Request.Caller(name, phone),
        row.getInt("round"),
        row.getTimestamp("received_at").toInstant());
  }

  private byte @Nullable [] sealed(@Nullable String text) {
    return text == null ? null : sealer.seal(text);
  }

  private @Nullable String opened(byte @Nullable [] sealed) {
    return sealed == null ? null : sealer.open(sealed);
  }
}
