package niangjia.feature.request;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import niangjia.engine.attachment.AttachmentHolder;
import niangjia.engine.casework.Case;
import niangjia.platform.Actor;
import niangjia.platform.NotFound;
import org.springframework.stereotype.Component;

/** What requests hold may be opened by whoever may see the request. */
@Component
class RequestHolder implements AttachmentHolder {

  private final RequestRepository repository;
  private final Requests requests;

  RequestHolder(RequestRepository repository, Requests requests) {
    this.repository = repository;
    this.requests = requests;
  }

  @Override
  public String kind() {
    return Requests.HOLDER;
  }

  @Override
  public boolean mayOpen(Actor actor, UUID holder) {
    try {
      return actor.doing(() -> requests.get(new Case.Id(holder)).id().value().equals(holder));
    } catch (NotFound e) {
      return false;
    }
  }

  @Override
  public Set<UUID> existing(Collection<UUID> holders) {
    return holders.stream()
        .filter(id -> repository.find(new Case.Id(id)).isPresent())
        .collect(Collectors.toSet());
  }
}
