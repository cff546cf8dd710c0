package niangjia.engine.booking;

import java.time.InstantSource;
import java.util.List;
import niangjia.engine.people.Person;
import org.springframework.beans.factory.annotation.Autowired;

/** The engine keeps its own contract. */
class BookingTests extends BookingContract {

  @Autowired private InstantSource clock;

  @Override
  protected Offering open(int capacity) {
    var draft = new OfferingBuilder(clock.instant()).place(capacity).draft();
    offerings.save(draft);
    offerings.publish(draft.id());
    return offerings.get(draft.id());
  }

  @Override
  protected List<Person.Id> people(int count) {
    return members("bj", count);
  }
}
