package niangjia.engine.access;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import niangjia.platform.Words;
import org.springframework.stereotype.Service;

/** What staff are called, for those who must know who did something. */
@Service
public class Names {

  private final AccountRepository accounts;

  Names(AccountRepository accounts) {
    this.accounts = accounts;
  }

  /** The names of staff accounts; workers' accounts have none. */
  public Map<UUID, Words> of(Collection<UUID> ids) {
    var names = new HashMap<UUID, Words>();
    ids.forEach(id -> accounts.name(id).ifPresent(name -> names.put(id, name)));
    return names;
  }
}
