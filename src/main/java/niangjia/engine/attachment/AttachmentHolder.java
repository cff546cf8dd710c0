package niangjia.engine.attachment;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import niangjia.platform.Actor;

/**
 * A module whose objects hold files: one bean for each kind of object. It alone knows who may open
 * them.
 */
public interface AttachmentHolder {

  /** The kind's word, lower-case letters: {@code answer}, {@code case}. */
  String kind();

  /** Whether somebody may open what that object holds; asked on their behalf. */
  boolean mayOpen(Actor actor, UUID holder);

  /** Which of these objects there are still; files of the others go. Asked as the system. */
  Set<UUID> existing(Collection<UUID> holders);
}
