package niangjia.engine.booking;

import java.util.UUID;
import niangjia.platform.Authz;
import niangjia.platform.Invalid;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The books of offerings, for everybody to check. */
@RestController
class PublicBookController {

  private final PublicBook book;

  PublicBookController(PublicBook book) {
    this.book = book;
  }

  @GetMapping("/api/booking/offerings/{id}/chain")
  @Authz(value = Authz.Scope.PUBLIC, object = "offering")
  PublicBook.BookPiece chain(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "0") long after,
      @RequestParam(defaultValue = "1000") int limit) {
    if (after < 0) {
      throw new Invalid("after", "range", 0, Long.MAX_VALUE);
    }
    if (limit < 0 || limit > PublicBook.MOST) {
      throw new Invalid("limit", "range", 0, PublicBook.MOST);
    }
    return book.after(new Offering.Id(id), after, limit);
  }
}
