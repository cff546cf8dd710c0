package niangjia.engine.booking;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import niangjia.platform.Params;
import niangjia.platform.Sealer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Keeps the names of companions, sealed. */
@Repository
class CompanionRepository {

  private final JdbcClient jdbc;
  private final Sealer sealer;

  CompanionRepository(JdbcClient jdbc, Sealer sealer) {
    this.jdbc = jdbc;
    this.sealer = sealer;
  }

  /** Writes down who comes along with new lines; costs nothing where nobody is named. */
  void add(String path, List<Batch.Line> lines) {
    var bookings = new ArrayList<UUID>();
    var people = new ArrayList<UUID>();
    var ordinals = new ArrayList<Integer>();
    var names = new ArrayList<byte[]>();
    var relations = new ArrayList<String>();
    for (var line : lines) {
      var companions = line.request().companions();
      for (int i = 0; i < companions.size(); i++) {
        var companion = companions.get(i);
        if (companion.name() != null && companion.relation() != null) {
          bookings.add(line.booking().id().value());
          people.add(line.booking().person().value());
          ordinals.add(i);
          names.add(sealer.seal(companion.name()));
          relations.add(companion.relation().name());
        }
      }
    }
    if (bookings.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            insert into booking.companion (
              booking_id, path, person_id, ordinal, name_sealed, relation)
            select r.booking, :path::ltree, r.person, r.ordinal, r.name, r.relation
            from unnest(
              :bookings, :people, :ordinals::integer[], :names::bytea[], :relations::text[])
              as r (booking, person, ordinal, name, relation)
            """)
        .param("path", path)
        .param("bookings", bookings.toArray(UUID[]::new))
        .param("people", people.toArray(UUID[]::new))
        .param("ordinals", ordinals.toArray(Integer[]::new))
        .param("names", names.toArray(byte[][]::new))
        .param("relations", Params.texts(relations))
        .update();
  }

  /** Who comes along with that booking, where names were asked for. */
  List<Companion> of(Booking.Id booking) {
    return jdbc.sql(
            """
            select name_sealed, relation from booking.companion
            where booking_id = :booking order by ordinal
            """)
        .param("booking", booking.value())
        .query(
            (row, _) ->
                new Companion(
                    sealer.open(row.getBytes("name_sealed")),
                    Companion.Relation.valueOf(row.getString("relation"))))
        .list();
  }
}
