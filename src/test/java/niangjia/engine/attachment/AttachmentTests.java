package niangjia.engine.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import niangjia.ApplicationTest;
import niangjia.api.Api;
import niangjia.api.Call;
import niangjia.api.Door;
import niangjia.engine.attachment.Attachment.Held;
import niangjia.engine.attachment.Attachments.Brought;
import niangjia.engine.attachment.Attachments.Claim;
import niangjia.engine.attachment.Attachments.Outcome;
import niangjia.engine.attachment.Attachments.Reason;
import niangjia.engine.people.Person;
import niangjia.platform.Actor;
import niangjia.platform.Duty;
import niangjia.platform.Ids;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
import niangjia.platform.Resealer;
import niangjia.platform.Resealing;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Files on the database and in the storage: who has them, who sees them, and when they go. */
@ApplicationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttachmentTests {

  private static final String DISTRICT = "bj.d110105";

  @Autowired private Environment environment;
  @Autowired private Attachments attachments;
  @Autowired private AttachmentRepository repository;
  @Autowired private AttachmentSettings settings;
  @Autowired private AttachmentData data;
  @Autowired private Custodian custodian;
  @Autowired private Storage storage;
  @Autowired private List<AttachmentHolder> holders;
  @Autowired private List<Resealing> seals;
  @Autowired private Resealer resealer;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionOperations transactions;

  private final Actor officer = actor(Role.OFFICER, DISTRICT, null);
  private Api api;
  private Door door;
  private Door.Worker worker;
  private Actor self;

  private static Actor actor(Role role, String path, @Nullable UUID person) {
    return new Actor(Ids.next(), Ids.next(), person, List.of(new Duty(role, path)));
  }

  @BeforeAll
  void enter() {
    api = new Api(address());
    door = new Door(api);
    worker =
        api.patiently(
                Call.get("/api/access/demo/workers?limit=20&path=" + DISTRICT + ".s110105002"))
            .json()
            .path("items")
            .valueStream()
            .flatMap(one -> door.worker(one.path("phone").asString()).stream())
            .findFirst()
            .orElseThrow();
    self = actor(Role.WORKER, DISTRICT, UUID.fromString(worker.person()));
  }

  private String address() {
    return "http://localhost:" + environment.getProperty("local.server.port");
  }

  private <T> T in(Actor actor, Supplier<T> work) {
    return actor.doing(() -> Objects.requireNonNull(transactions.execute(_ -> work.get())));
  }

  private Outcome keep(Actor actor, UUID id, byte[] bytes) {
    return keep(actor, id, new ByteArrayInputStream(bytes));
  }

  private Outcome keep(Actor actor, UUID id, InputStream body) {
    var brought = new Brought(id, DISTRICT, actor.person(), actor.account(), "工资条 张三.jpeg");
    return actor.doing(() -> attachments.keep(brought, body));
  }

  private Attachment kept(Actor actor, byte[] bytes) {
    return ((Outcome.Kept) keep(actor, Ids.next(), bytes)).attachment();
  }

  private static Reason reason(Outcome outcome) {
    return ((Outcome.No) outcome).reason();
  }

  /** A picture that no other test has. */
  private static byte[] picture() throws IOException {
    var plain = Corpus.png();
    var out = new java.io.ByteArrayOutputStream();
    out.write(plain, 0, 33);
    out.write(
        Corpus.chunk(
            "pHYs", Ids.next().toString().substring(0, 9).getBytes(StandardCharsets.US_ASCII)));
    out.write(Corpus.chunk("sBIT", Ids.next().toString().getBytes(StandardCharsets.US_ASCII)));
    out.write(plain, 33, plain.length - 33);
    return out.toByteArray();
  }

  private byte[] bytes(Actor actor, UUID id) {
    return actor.doing(
        () -> {
          try (var in = attachments.bytes(attachments.opened(id))) {
            return in.readAllBytes();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private List<String> column(String sql, Object... parameters) {
    return in(Actor.SYSTEM, () -> jdbc.sql(sql).params(parameters).query(String.class).list());
  }

  private String stored(UUID id) {
    return column(
            """
            select encode(b.name, 'hex') from attachment.blob b
            join attachment.attachment a on a.blob_id = b.id where a.id = ?
            """,
            id)
        .getFirst();
  }

  private HttpResponse<byte[]> download(String session, UUID id) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(address() + "/api/attachment/" + id))
            .header("Cookie", session)
            .build();
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }
  }

  @Test
  void whatComesBackIsWhatWasBroughtAndLiesSealed() throws IOException {
    var picture = picture();
    var file = kept(self, picture);
    assertThat(bytes(self, file.id())).isEqualTo(picture);
    assertThat(file.name()).isEqualTo("工资条 张三.png");
    var name = stored(file.id());
    var lies = settings.directory().resolve(name.substring(0, 2)).resolve(name);
    assertThat(java.util.HexFormat.of().formatHex(Hashes.of(lies))).isEqualTo(name);
    assertThat(lies).content(StandardCharsets.ISO_8859_1).doesNotContain("PNG", "IHDR");
    assertThat(column("select encode(name_sealed, 'escape') from attachment.attachment"))
        .noneMatch(text -> text.contains("张三"));
  }

  @Test
  void theSameKeyTwiceIsOneFileAndAnotherFileIsRefused() throws IOException {
    var picture = picture();
    var id = Ids.next();
    assertThat(keep(self, id, picture)).isEqualTo(keep(self, id, picture));
    assertThat(reason(keep(self, id, picture()))).isEqualTo(Reason.KEY_USED);
    var other = actor(Role.WORKER, DISTRICT, Ids.next());
    assertThat(reason(keep(other, id, picture))).isEqualTo(Reason.KEY_USED);
  }

  @Test
  void theSameContentLiesInTheStorageOnce() throws IOException {
    var picture = picture();
    var first = kept(self, picture);
    var second = kept(officer, picture);
    assertThat(stored(second.id())).isEqualTo(stored(first.id()));
  }

  @Test
  void whatIsNotTakenLeavesNothing() throws IOException {
    var strays = column("select count(*)::text from attachment.stray");
    assertThat(reason(keep(self, Ids.next(), Corpus.xlsm()))).isEqualTo(Reason.ACTIVE_CONTENT);
    var endless = new EndlessStream();
    assertThat(reason(keep(self, Ids.next(), endless))).isEqualTo(Reason.TOO_LARGE);
    assertThat(column("select count(*)::text from attachment.stray")).isEqualTo(strays);
  }

  private static final class EndlessStream extends InputStream {
    @Override
    public int read() {
      return 'a';
    }
  }

  @Test
  void beforeItIsClaimedOnlyItsBringerSeesIt() throws IOException {
    var file = kept(self, picture());
    var other = actor(Role.WORKER, DISTRICT, Ids.next());
    for (var stranger : List.of(other, officer, Actor.ANONYMOUS)) {
      assertThatThrownBy(() -> bytes(stranger, file.id())).isInstanceOf(NotFound.class);
    }
    assertThat(in(other, () -> repository.find(file.id()))).isEmpty();
  }

  @Test
  void nobodyClaimsWhatAnotherOneBrought() throws IOException {
    var file = kept(self, picture());
    var other = actor(Role.WORKER, DISTRICT, Ids.next());
    var claim = new Claim(new Held("answer", Ids.next()), DISTRICT, other.person());
    assertThatThrownBy(() -> in(other, () -> attachments.claim(claim, List.of(file.id()), "a")))
        .isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> in(officer, () -> attachments.claim(claim, List.of(file.id()), "a")))
        .isInstanceOf(Invalid.class);
  }

  @Test
  void claimedOnceItStaysWithItsHolderAndGoesWithIt() throws IOException {
    var file = kept(self, picture());
    var held = new Held("answer", Ids.next());
    var claim = new Claim(held, DISTRICT, self.person());
    var ids = List.of(file.id());
    in(self, () -> attachments.claim(claim, ids, "a"));
    in(self, () -> attachments.claim(claim, ids, "a"));
    assertThat(in(self, () -> attachments.of(held))).extracting("id").isEqualTo(ids);
    var other = new Claim(new Held("answer", Ids.next()), DISTRICT, self.person());
    assertThatThrownBy(() -> in(self, () -> attachments.claim(other, ids, "a")))
        .isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> bytes(officer, file.id()))
        .as("no such answer is there")
        .isInstanceOf(NotFound.class);
    in(
        Actor.SYSTEM,
        () ->
            jdbc.sql(
                    "update attachment.attachment set claimed_at = now() - interval '3 days' "
                        + "where id = ?")
                .param(file.id())
                .update());
    var name = stored(file.id());
    for (var holder : holders) {
      custodian.orphans(holder);
    }
    assertThat(in(self, () -> repository.find(file.id()))).isEmpty();
    age(name);
  }

  /** Sweeps twice, as if an hour had passed between, and expects the stored file to be gone. */
  private void age(String name) throws IOException {
    custodian.sweep();
    assertThat(storage.exists(name)).isTrue();
    in(
        Actor.SYSTEM,
        () -> jdbc.sql("update attachment.stray set since = since - interval '2 hours'").update());
    custodian.sweep();
    assertThat(storage.exists(name)).isFalse();
  }

  @Test
  void aNodeThatDiesBetweenFileAndRowLeavesNothingForGood() throws IOException {
    var file = Files.write(Files.createTempFile("dead", ""), picture());
    var name = java.util.HexFormat.of().formatHex(Hashes.of(file));
    in(
        Actor.SYSTEM,
        () -> {
          repository.stray(name, java.time.Instant.now());
          return true;
        });
    storage.put(name, file);
    age(name);
    assertThat(
            column("select name::text from attachment.stray where encode(name, 'hex') = ?", name))
        .isEmpty();
  }

  @Test
  void thereIsNoRowWithoutItsFile() throws IOException {
    kept(self, picture());
    for (var name : column("select encode(name, 'hex') from attachment.blob")) {
      assertThat(storage.exists(name)).isTrue();
    }
    custodian.count();
    assertThat(custodian.missing()).isZero();
  }

  @Test
  void keysAreSealedAgainAndFilesStayAsTheyAre() throws IOException {
    var file = kept(self, picture());
    var name = stored(file.id());
    for (var table : seals) {
      if (table.table().startsWith("attachment.")) {
        in(Actor.SYSTEM, () -> resealer.reseal(table, null, 1000));
        assertThat(in(Actor.SYSTEM, () -> resealer.behind(table))).isZero();
      }
    }
    assertThat(stored(file.id())).isEqualTo(name);
  }

  @Test
  void whoeverIsForgottenTakesTheirFilesAlong() throws IOException {
    var person = new Person.Id(Ids.next());
    var gone = actor(Role.WORKER, DISTRICT, person.value());
    kept(gone, picture());
    var told = in(Actor.SYSTEM, () -> data.about(person)).getFirst().rows();
    assertThat(told).hasSize(1);
    assertThat(told.getFirst()).containsEntry("name", "工资条 张三.png");
    var erased = in(Actor.SYSTEM, () -> data.erase(person, null));
    assertThat(erased).containsEntry("attachment.attachment", 1).containsKey("attachment.blob");
  }

  @Test
  void overHttpNothingRunsAndNothingIsKept() throws Exception {
    var id = Ids.next();
    var sent =
        api.send(
            Call.post("/api/attachment", "姓名,金额\n张三,100\n")
                .by(worker.session())
                .with("File-Name", "%E5%90%8D%E5%8D%95.csv")
                .with("Content-Type", "application/octet-stream")
                .with("Idempotency-Key", id.toString()));
    assertThat(sent.status()).as(sent.text()).isEqualTo(201);
    assertThat(sent.json().path("name").asString()).isEqualTo("名单.csv");
    assertThat(sent.json().path("kind").asString()).isEqualTo("DOCUMENT");
    var file = download(worker.session(), id);
    assertThat(file.body()).asString(StandardCharsets.UTF_8).startsWith("姓名,金额");
    var headers = file.headers();
    assertThat(headers.firstValue("content-disposition").orElseThrow()).startsWith("attachment");
    assertThat(headers.allValues("content-security-policy")).hasSize(1);
    assertThat(headers.firstValue("content-security-policy").orElseThrow()).contains("sandbox");
    assertThat(headers.allValues("x-content-type-options")).containsExactly("nosniff");
    assertThat(headers.firstValue("cache-control").orElseThrow()).contains("no-store");
    assertThat(download(door.staff("city"), id).statusCode()).isEqualTo(404);
    assertThat(download("a=b", id).statusCode()).isEqualTo(401);
  }

  @Test
  void aRefusalSaysWhyInTheReadersLanguage() {
    var refused =
        api.send(
            Call.post("/api/attachment", "<html><script>alert(1)</script>")
                .by(worker.session())
                .with("Accept-Language", "en")
                .with("Content-Type", "application/octet-stream")
                .with("Idempotency-Key", UUID.randomUUID().toString()));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.reason()).isEqualTo("TYPE_NOT_TAKEN");
    assertThat(refused.text()).contains("This kind of file is not taken");
  }

  @Test
  void whatWaitsTooLongGoes() throws IOException {
    var file = kept(self, picture());
    var before = java.sql.Timestamp.from(java.time.Instant.now().minus(Duration.ofDays(1)));
    var rule = new AttachmentConfiguration().unclaimedRetention();
    Supplier<Integer> forget =
        () -> jdbc.sql(rule.forget()).param("before", before).param("limit", 500).update();
    in(Actor.SYSTEM, forget);
    assertThat(in(self, () -> repository.find(file.id()))).isPresent();
    in(
        Actor.SYSTEM,
        () ->
            jdbc.sql(
                    "update attachment.attachment set brought_at = now() - interval '2 days' "
                        + "where id = ?")
                .param(file.id())
                .update());
    in(Actor.SYSTEM, forget);
    assertThat(in(self, () -> repository.find(file.id()))).isEmpty();
  }
}
