package niangjia.engine.form;

import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import niangjia.engine.attachment.AttachmentHolder;
import niangjia.platform.Actor;
import niangjia.platform.Role;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The files of an answer are for whoever sent it, and for the officers of their union. */
@Component
class AnswerHolder implements AttachmentHolder {

  static final String KIND = "answer";

  private final AnswerRepository repository;
  private final TransactionOperations transactions;

  AnswerHolder(AnswerRepository repository, TransactionOperations transactions) {
    this.repository = repository;
    this.transactions = transactions;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public boolean mayOpen(Actor actor, UUID holder) {
    var found = Objects.requireNonNull(transactions.execute(_ -> repository.find(holder)));
    return found
        .filter(
            sent ->
                (sent.person() != null && sent.person().equals(actor.person()))
                    || actor.covers(sent.path(), Role.OFFICER))
        .isPresent();
  }

  @Override
  public Set<UUID> existing(Collection<UUID> holders) {
    return Objects.requireNonNull(transactions.execute(_ -> repository.existing(holders)));
  }
}
