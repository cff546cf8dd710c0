package niangjia.feature.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import niangjia.ApplicationTest;
import niangjia.engine.attachment.Attachments;
import niangjia.engine.casework.Act;
import niangjia.engine.casework.Case;
import niangjia.engine.casework.Cases;
import niangjia.engine.casework.Outcome;
import niangjia.engine.people.Members;
import niangjia.engine.people.Person;
import niangjia.engine.people.Phone;
import niangjia.engine.union.Duties;
import niangjia.platform.Actor;
import niangjia.platform.Duty;
import niangjia.platform.Ids;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
import niangjia.platform.Role;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Requests from the first word to the worker's own judgement. */
@ApplicationTest
class RequestTests {

  private static final String STREET = "bj.d110105.s110105001";
  private static final String UNIT = STREET + ".e001";

  @Autowired private Requests requests;
  @Autowired private RequestHolder holder;
  @Autowired private Cases cases;
  @Autowired private Attachments attachments;
  @Autowired private Members members;
  @Autowired private Duties duties;

  private Actor officer(String path) {
    var account = Ids.next();
    Actor.asSystem(
        () ->
            duties.grant(
                new Duties.Grant(account, Role.OFFICER, path, Instant.EPOCH.plusSeconds(1), null)));
    return new Actor(account, Ids.next(), null, List.of(new Duty(Role.OFFICER, path)));
  }

  private Person.Id member() {
    return Actor.asSystem(() -> members.contacts(UNIT, null, 1)).items().getFirst().person();
  }

  private static Actor self(Person.Id person) {
    return new Actor(Ids.next(), Ids.next(), person.value(), List.of(new Duty(Role.WORKER, UNIT)));
  }

  private static Requests.Saying saying(boolean confidential) {
    return new Requests.Saying("arrears", "三个月没发工资\n一共一万一", null, true, confidential);
  }

  private Case ask(Actor self, boolean confidential, List<UUID> files) {
    return self.doing(
        () ->
            requests.ask(
                new Requests.Asked(
                    Ids.next(),
                    new Person.Id(Objects.requireNonNull(self.person())),
                    null,
                    Request.Channel.APP,
                    saying(confidential),
                    null,
                    files)));
  }

  private Case done(Actor actor, Case seen, Act act) {
    var outcome = actor.doing(() -> cases.act(seen.id(), Ids.next(), seen.version(), act));
    assertThat(outcome).as("%s", act).isInstanceOf(Outcome.Done.class);
    return outcome.now();
  }

  private static Case done(Requests.Entered entered) {
    assertThat(entered).isInstanceOf(Requests.Entered.Done.class);
    return ((Requests.Entered.Done) entered).now();
  }

  private Case taken(Actor clerk, Case made) {
    return done(clerk, done(clerk, made, new Act.Take()), new Act.Decide("accept", null, null));
  }

  private Case answered(Actor clerk, Case now, String words) {
    var spoken =
        done(
            clerk.doing(
                () -> requests.contact(now.id(), Ids.next(), now.version(), true, "电话问了经过")));
    return done(
        clerk.doing(() -> requests.answer(now.id(), Ids.next(), spoken.version(), true, words)));
  }

  @Test
  void theWorkerOfAUnitIsHeardByTheUnionAboveItAndJudgesTheAnswer() {
    var self = self(member());
    var clerk = officer(STREET);
    var other = officer(STREET);
    var made = ask(self, false, List.of());
    assertThat(made.path()).isEqualTo(STREET);
    assertThat(made.origin().subject()).isEqualTo("三个月没发工资");
    var request = clerk.doing(() -> requests.get(made.id()));
    assertThat(request.route()).isEqualTo(Request.Route.ABOVE_THE_UNIT);
    var now = taken(clerk, made);
    assertThat(clerk.doing(() -> requests.answer(now.id(), Ids.next(), now.version(), true, "办好了")))
        .as("nobody has spoken to the worker")
        .isEqualTo(new Requests.Entered.No(Requests.Reason.NOT_CONTACTED));
    assertThat(clerk.doing(() -> cases.get(now.id())).version()).isEqualTo(now.version());
    assertThat(other.doing(() -> requests.contact(now.id(), Ids.next(), now.version(), true, "我来")))
        .isEqualTo(new Requests.Entered.Held(Outcome.Reason.HELD_BY_ANOTHER));
    var waits = answered(clerk, now, "站点答应本周五前付清");
    assertThat(waits.step()).isEqualTo("followup");
    var key = Ids.next();
    var again =
        done(self.doing(() -> requests.rate(waits.id(), key, waits.version(), false, "只付了一半")));
    assertThat(again.step()).isEqualTo("again");
    done(self.doing(() -> requests.rate(waits.id(), key, waits.version(), false, "只付了一半")));
    assertThat(clerk.doing(() -> requests.get(made.id())).round()).as("once").isEqualTo(2);
    assertThat(
            clerk
                .doing(() -> cases.act(again.id(), Ids.next(), again.version(), new Act.Take()))
                .reason())
        .isEqualTo(Outcome.Reason.KEPT_APART);
    var second = answered(other, done(other, again, new Act.Take()), "全部付清，有转账凭证");
    var closed =
        done(
            self.doing(() -> requests.rate(second.id(), Ids.next(), second.version(), true, null)));
    assertThat(Objects.requireNonNull(closed.end()).outcome()).isEqualTo("SATISFIED");
    assertThat(self.doing(() -> requests.facts(made.id())))
        .extracting(fact -> fact.round() + " " + fact.kind() + " " + fact.good())
        .containsExactly(
            "1 CONTACT true",
            "1 RESULT true",
            "1 ANSWER false",
            "2 CONTACT true",
            "2 RESULT true",
            "2 ANSWER true");
  }

  @Test
  void onlyTheWorkerOrACallToThemSaysThatTheyAreSatisfied() {
    var self = self(member());
    var clerk = officer(STREET);
    var waits = answered(clerk, taken(clerk, ask(self, false, List.of())), "付清了");
    var stranger = self(new Person.Id(UUID.randomUUID()));
    assertThatThrownBy(
            () ->
                stranger.doing(
                    () -> requests.rate(waits.id(), Ids.next(), waits.version(), true, null)))
        .isInstanceOf(NotFound.class);
    var called =
        clerk.doing(
            () -> requests.callBack(waits.id(), Ids.next(), waits.version(), true, "电话里说满意"));
    assertThat(done(called).open()).isFalse();
  }

  @Test
  void aConfidentialRequestAndItsFilesAreHiddenFromTheUnit() {
    var person = member();
    var self = self(person);
    var file = Ids.next();
    var brought = new Attachments.Brought(file, UNIT, person.value(), self.account(), "工资条.txt");
    var words = "九月工资 3,900 元".getBytes(StandardCharsets.UTF_8);
    assertThat(self.doing(() -> attachments.keep(brought, new ByteArrayInputStream(words))))
        .isInstanceOf(Attachments.Outcome.Kept.class);
    var made = ask(self, true, List.of(file));
    assertThat(made.path()).isEqualTo(STREET);
    var unit = officer(UNIT);
    var street = officer(STREET);
    assertThatThrownBy(() -> unit.doing(() -> requests.get(made.id())))
        .isInstanceOf(NotFound.class);
    assertThat(holder.mayOpen(unit, made.id().value())).isFalse();
    assertThat(holder.mayOpen(street, made.id().value())).isTrue();
    assertThat(holder.mayOpen(self, made.id().value())).isTrue();
    assertThat(street.doing(() -> requests.files(made.id()))).hasSize(1);
    var other = self(new Person.Id(UUID.randomUUID()));
    assertThatThrownBy(() -> ask(other, false, List.of(file)))
        .isInstanceOfAny(Invalid.class, NotFound.class);
  }

  @Test
  void aCallerWhoIsInNoRegisterIsKnownAgainByTheirPhone() {
    var clerk = officer(STREET);
    var phone =
        new Phone("199" + String.format("%08d", ThreadLocalRandom.current().nextInt(100_000_000)));
    var asked =
        new Requests.Asked(
            Ids.next(),
            null,
            STREET,
            Request.Channel.PHONE,
            saying(false),
            new Request.Caller("李先生", phone.digits()),
            List.of());
    var made = clerk.doing(() -> requests.ask(asked));
    assertThat(clerk.doing(() -> requests.ask(asked)).number()).isEqualTo(made.number());
    assertThat(clerk.doing(() -> requests.from(phone, 10)))
        .extracting(Case::id)
        .containsExactly(made.id());
    assertThat(officer("bj.d110101").doing(() -> requests.from(phone, 10))).isEmpty();
    assertThatThrownBy(() -> officer("bj.d110101").doing(() -> requests.ask(asked)))
        .isInstanceOf(NotFound.class);
  }
}
