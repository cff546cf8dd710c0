package niangjia.engine.people;

import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import niangjia.platform.Sealer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds many people at once by what a list says of them, among those whom the actor sees. */
@Service
public class Matches {

  private final JdbcClient jdbc;
  private final Sealer sealer;

  Matches(JdbcClient jdbc, Sealer sealer) {
    this.jdbc = jdbc;
    this.sealer = sealer;
  }

  /** People by their resident id numbers, in the standard spelling. */
  @Transactional(readOnly = true)
  public Map<String, UUID> byIdNumber(Collection<String> numbers) {
    return byHash(
        "select id, encode(id_hash, 'hex') as hash from people.person where id_hash = any(:hashes)",
        numbers);
  }

  /** People by their phones, eleven digits each. */
  @Transactional(readOnly = true)
  public Map<String, UUID> byPhone(Collection<String> phones) {
    return byHash(
        "select id, encode(phone_hash, 'hex') as hash from people.person"
            + " where phone_hash = any(:hashes)",
        phones);
  }

  /** People by their own ids. */
  @Transactional(readOnly = true)
  public Map<String, UUID> byId(Collection<String> ids) {
    var found = new HashMap<String, UUID>();
    jdbc.sql("select id from people.person where id = any(:ids::uuid[])")
        .param("ids", ids.toArray(String[]::new))
        .query((row, _) -> row.getObject(1, UUID.class))
        .list()
        .forEach(id -> found.put(id.toString(), id));
    return found;
  }

  private Map<String, UUID> byHash(String statement, Collection<String> texts) {
    var hashes = new HashMap<String, String>();
    texts.parallelStream()
        .map(text -> Map.entry(HexFormat.of().formatHex(sealer.hash(text)), text))
        .toList()
        .forEach(entry -> hashes.put(entry.getKey(), entry.getValue()));
    var keys = hashes.keySet().stream().map(HexFormat.of()::parseHex).toArray(byte[][]::new);
    var found = new HashMap<String, UUID>();
    jdbc.sql(statement)
        .param("hashes", keys)
        .query(
            row -> {
              found.put(hashes.get(row.getString("hash")), row.getObject("id", UUID.class));
            });
    return found;
  }
}
