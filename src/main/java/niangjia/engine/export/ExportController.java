package niangjia.engine.export;

import io.swagger.v3.oas.annotations.Parameter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import niangjia.engine.access.Names;
import niangjia.engine.union.Union;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.Authz;
import niangjia.platform.Role;
import niangjia.platform.Streams;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Exports over HTTP. */
@RestController
@RequestMapping("/api/export/exports")
class ExportController {

  private static final Logger log = LoggerFactory.getLogger(ExportController.class);

  private final Exports exports;
  private final Files files;
  private final Names names;
  private final Unions unions;
  private final Streams streams;

  ExportController(Exports exports, Files files, Names names, Unions unions, Streams streams) {
    this.streams = streams;
    this.exports = exports;
    this.files = files;
    this.names = names;
    this.unions = unions;
  }

  /** A file to be written. */
  record Wanted(
      @NotBlank @Size(max = 20) String source,
      UUID subject,
      Export.Format format,
      boolean whole,
      Export.Purpose purpose,
      @Nullable String note) {}

  /** What a second officer says. */
  record Refusal(@NotBlank @Size(max = 200) String words) {}

  /**
   * An export.
   *
   * @param mine whether the reader asked for it
   * @param askedBy who did, null when the account is gone
   * @param fileUntil until when the file is kept, null when there is none
   */
  record ExportView(
      UUID id,
      Words title,
      Union union,
      Export.Format format,
      boolean whole,
      Export.Purpose purpose,
      @Nullable String note,
      Export.State state,
      int rows,
      int done,
      boolean mine,
      @Nullable Words askedBy,
      Instant askedAt,
      @Nullable Words decidedBy,
      @Nullable Instant decidedAt,
      @Nullable String words,
      @Nullable Instant fileUntil,
      Export.@Nullable Fault fault) {}

  /** One's own exports, and those of others that wait for a second officer. */
  record ExportLists(List<ExportView> mine, List<ExportView> toDecide) {}

  /** Asks for a file; above 10,000 rows it waits for another officer's word. */
  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER)
  ExportView ask(@RequestBody @Valid Wanted wanted, Locale locale) {
    var wish =
        new Exports.Wish(
            wanted.source(),
            wanted.subject(),
            wanted.format(),
            locale.getLanguage().equals("en") ? "en" : "zh",
            wanted.whole(),
            wanted.purpose(),
            wanted.note());
    return views(List.of(exports.ask(wish))).getFirst();
  }

  @GetMapping
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER)
  ExportLists all() {
    return new ExportLists(views(exports.mine()), views(exports.toDecide()));
  }

  @GetMapping("/{id}")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "export")
  ExportView one(@PathVariable UUID id) {
    return views(List.of(exports.get(id))).getFirst();
  }

  /** Lets another officer have what they asked for. */
  @PostMapping("/{id}/approve")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "export")
  ExportView approve(@PathVariable UUID id) {
    return views(List.of(exports.approve(id))).getFirst();
  }

  @PostMapping("/{id}/refuse")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "export")
  ExportView refuse(@PathVariable UUID id, @RequestBody @Valid Refusal refusal) {
    return views(List.of(exports.refuse(id, refusal.words()))).getFirst();
  }

  /** The file, for who asked for it. */
  @GetMapping("/{id}/file")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "export", opens = true)
  void file(
      @PathVariable UUID id,
      @Parameter(hidden = true) HttpServletRequest request,
      @Parameter(hidden = true) HttpServletResponse response)
      throws IOException {
    var export = exports.toRead(id);
    var name = new Words(export.titleZh(), export.titleEn()).in(Locale.of(export.language()));
    var disposition =
        ContentDisposition.attachment()
            .filename(
                name + "-" + Headings.mark(id) + ending(export.format()), StandardCharsets.UTF_8)
            .build();
    response.setContentType(type(export.format()));
    response.setHeader("Content-Disposition", disposition.toString());
    response.setContentLengthLong(export.bytes());
    var mayHave = streams.download(request, response, actor -> isFor(export, actor));
    if (!files.read(export, response.getOutputStream(), mayHave)) {
      log.info("the file {} was cut: its reader may not have it any more", id);
    }
  }

  private static boolean isFor(Export export, Actor actor) {
    return export.askedBy().equals(actor.account()) && actor.covers(export.path(), Role.OFFICER);
  }

  private static String type(Export.Format format) {
    return switch (format) {
      case XLSX -> "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
      case CSV -> "text/csv;charset=UTF-8";
    };
  }

  private static String ending(Export.Format format) {
    return switch (format) {
      case XLSX -> ".xlsx";
      case CSV -> ".csv";
    };
  }

  private List<ExportView> views(List<Export> all) {
    var accounts = new HashSet<UUID>();
    for (var export : all) {
      accounts.add(export.askedBy());
      Optional.ofNullable(export.decidedBy()).ifPresent(accounts::add);
    }
    var known = names.of(accounts);
    return all.stream().map(export -> view(export, known)).toList();
  }

  private ExportView view(Export export, Map<UUID, Words> known) {
    var decidedBy = export.decidedBy();
    return new ExportView(
        export.id(),
        new Words(export.titleZh(), export.titleEn()),
        unions.nearest(export.path()),
        export.format(),
        export.whole(),
        export.purpose(),
        export.note(),
        export.state(),
        export.rows(),
        export.done(),
        export.askedBy().equals(Actor.current().account()),
        known.get(export.askedBy()),
        export.askedAt(),
        decidedBy == null ? null : known.get(decidedBy),
        export.decidedAt(),
        export.words(),
        export.state() == Export.State.READY ? Files.until(export) : null,
        export.fault());
  }
}
