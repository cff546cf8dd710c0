package niangjia.engine.listing;

import io.swagger.v3.oas.annotations.Parameter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import niangjia.engine.listing.ListingRepository.Upload;
import niangjia.engine.union.Union;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.Authz;
import niangjia.platform.Forbidden;
import niangjia.platform.Ids;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
import niangjia.platform.Refused;
import niangjia.platform.Role;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lists and their uploads over HTTP; a file is the whole body of its request. */
@RestController
@RequestMapping("/api/listing")
class ListingController {

  private final ListingRepository repository;
  private final Uploads uploads;
  private final Unions unions;
  private final InstantSource clock;

  ListingController(
      ListingRepository repository, Uploads uploads, Unions unions, InstantSource clock) {
    this.repository = repository;
    this.uploads = uploads;
    this.unions = unions;
    this.clock = clock;
  }

  /** A list to be made. */
  record Wanted(@NotBlank @Size(max = 60) String name, Union.Id union) {}

  /** A list, whose it is, and how many are on it. */
  record ListView(UUID id, String name, Union union, java.time.Instant madeAt, int people) {}

  /** How far an upload is. */
  record UploadView(
      UUID id,
      Upload.Kind kind,
      int position,
      Upload.State state,
      int total,
      int done,
      int added,
      int rejected,
      java.time.Instant begunAt) {

    private static UploadView of(Upload upload) {
      return new UploadView(
          upload.id(),
          upload.kind(),
          upload.position(),
          upload.state(),
          upload.total(),
          upload.done(),
          upload.added(),
          upload.rejected(),
          upload.begunAt());
    }
  }

  /** A list with its latest uploads. */
  record ListDetail(ListView list, List<UploadView> uploads) {}

  /** The first rows of a file. */
  record Sample(List<List<String>> rows) {}

  /** The lists in the officer's scope, newest first. */
  @GetMapping("/lists")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER)
  List<ListView> lists() {
    var paths = Actor.current().paths(Role.OFFICER);
    return read(() -> repository.below(paths, null)).stream().map(this::view).toList();
  }

  /** Makes an empty list. */
  @PostMapping("/lists")
  @ResponseStatus(HttpStatus.CREATED)
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER)
  ListView make(@RequestBody @Valid Wanted wanted) {
    var actor = Actor.current();
    var union =
        unions
            .find(wanted.union())
            .filter(known -> actor.covers(known.path(), Role.OFFICER))
            .orElseThrow(() -> new Invalid("union", "unknown"));
    var account = actor.account();
    if (account == null) {
      throw new Forbidden();
    }
    var id = Ids.next();
    var name = wanted.name().strip();
    read(
        () -> {
          repository.make(id, union.path(), name, clock.instant(), account);
          return List.of();
        });
    return one(id).list();
  }

  /** One list with its uploads. */
  @GetMapping("/lists/{id}")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "list")
  ListDetail one(@PathVariable UUID id) {
    uploads.inScope(id);
    var paths = Actor.current().paths(Role.OFFICER);
    var list = read(() -> repository.below(paths, id)).stream().findFirst();
    return new ListDetail(
        list.map(this::view).orElseThrow(NotFound::new),
        read(() -> repository.uploads(id)).stream().map(UploadView::of).toList());
  }

  /** Shows the first rows of a file, so that its columns can be named; nothing is kept. */
  @PostMapping("/lists/{id}/preview")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "list")
  Sample preview(@PathVariable UUID id, @Parameter(hidden = true) HttpServletRequest request)
      throws IOException {
    uploads.inScope(id);
    var in = request.getInputStream();
    return refusing(() -> new Sample(uploads.sample(in)));
  }

  /** Begins to read a file into the list. */
  @PostMapping("/lists/{id}/uploads")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "list")
  UploadView upload(
      @PathVariable UUID id,
      @RequestParam Upload.Kind kind,
      @RequestParam @Min(0) @Max(99) int position,
      @Parameter(hidden = true) HttpServletRequest request)
      throws IOException {
    var path = uploads.inScope(id);
    var in = request.getInputStream();
    var mapping = new Uploads.Mapping(kind, position);
    return refusing(() -> UploadView.of(uploads.begin(id, path, mapping, in)));
  }

  private ListView view(ListingRepository.Listing list) {
    return new ListView(
        list.id(), list.name(), unions.nearest(list.path()), list.madeAt(), list.people());
  }

  private <T> List<T> read(Supplier<List<T>> query) {
    return uploads.inTransaction(query);
  }

  private static <T> T refusing(Supplier<T> work) {
    try {
      return work.get();
    } catch (Unreadable e) {
      throw new Refused(e.reason(), Map.of());
    }
  }
}
