package niangjia.faults;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The books of some offerings as their tables hold them, read as the tables' owner. */
record Book(List<Row> rows, List<Counter> counters, List<End> ends) {

  /**
   * A booking.
   *
   * @param micros when it was booked, in microseconds since 1970
   * @param hash in hexadecimal
   */
  record Row(
      UUID id,
      UUID offering,
      UUID place,
      UUID person,
      long number,
      String state,
      boolean waited,
      long micros,
      String hash) {}

  /** What a place says of itself. */
  record Counter(UUID offering, UUID place, int capacity, int taken, int waiting) {}

  /** The last number and hash of an offering. */
  record End(UUID offering, long number, String hash) {}

  @FunctionalInterface
  private interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Reads them in one snapshot. */
  static Book read(Connection connection, Collection<UUID> offerings) throws SQLException {
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    var rows =
        query(
            connection,
            """
            select id, offering_id, place_id, person_id, number, state, waited,
              (extract(epoch from booked_at) * 1000000)::bigint as micros,
              encode(hash, 'hex') as hash
            from booking.booking where offering_id = any(?) order by offering_id, number
            """,
            offerings,
            Book::row);
    var counters =
        query(
            connection,
            """
            select offering_id, id, capacity, taken, waiting
            from booking.place where offering_id = any(?)
            """,
            offerings,
            row ->
                new Counter(
                    id(row, "offering_id"),
                    id(row, "id"),
                    row.getInt("capacity"),
                    row.getInt("taken"),
                    row.getInt("waiting")));
    var ends =
        query(
            connection,
            """
            select offering_id, number, encode(hash, 'hex') as hash
            from booking.tail where offering_id = any(?)
            """,
            offerings,
            row -> new End(id(row, "offering_id"), row.getLong("number"), row.getString("hash")));
    connection.commit();
    return new Book(rows, counters, ends);
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        id(row, "id"),
        id(row, "offering_id"),
        id(row, "place_id"),
        id(row, "person_id"),
        row.getLong("number"),
        row.getString("state"),
        row.getBoolean("waited"),
        row.getLong("micros"),
        row.getString("hash"));
  }

  private static UUID id(ResultSet row, String column) throws SQLException {
    return row.getObject(column, UUID.class);
  }

  private static <T> List<T> query(
      Connection connection, String sql, Collection<UUID> offerings, Reader<T> reader)
      throws SQLException {
    var found = new ArrayList<T>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, connection.createArrayOf("uuid", offerings.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(reader.read(rows));
        }
      }
    }
    return found;
  }
}
