package niangjia;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import niangjia.Floors.Module;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/**
 * The floors of the house: features on engines on the platform, no feature knowing another, no
 * engine knowing a feature, and each module under one name everywhere.
 */
class ModularityTests {

  /** Screens of one app that show what several modules bring, and so belong to none. */
  private static final Set<String> SCREENS_OF_THEIR_OWN =
      Set.of("home", "mine", "overview", "gate", "proof", "rehearsal", "setup", "signin");

  /** The platform's own folder of migrations, which run before all others. */
  private static final Set<String> GROUND = Set.of("__root");

  @BeforeAll
  static void onlyAnnotatedPackagesAreModules() {
    System.setProperty("spring.modulith.detection-strategy", "explicitly-annotated");
  }

  @Test
  void modulesUseOnlyWhatTheirContractsAllow() {
    var modules = ApplicationModules.of(Niangjia.class);
    modules.verify();
    assertThat(modules.stream().map(module -> module.getIdentifier().toString()))
        .containsExactlyInAnyOrderElementsOf(Floors.ids());
  }

  @Test
  void everyFolderHasAContract() {
    assertThat(Floors.withoutContract(Floors.all())).isEmpty();
    assertThat(Floors.all()).isNotEmpty();
  }

  @Test
  void noContractReachesAcrossOrUp() {
    assertThat(Floors.wrongFloor(Floors.all())).isEmpty();
  }

  @Test
  void screensAreNamedAfterModules() {
    for (var app : List.of("worker", "staff", "screen")) {
      for (var floor : List.of(Floors.ENGINE, Floors.FEATURE)) {
        var where = "web/" + app + "/src/" + floor;
        assertThat(
                Floors.strangers(where, Sources.folders(where), Floors.ids(), SCREENS_OF_THEIR_OWN))
            .isEmpty();
      }
    }
  }

  @Test
  void migrationsAndMessagesAreNamedAfterModules() {
    var root = "src/main/resources/";
    assertThat(folderNamesUnder(root + "db", GROUND)).isEmpty();
    assertThat(folderNamesUnder(root + "niangjia", Set.of())).isEmpty();
  }

  private static List<String> folderNamesUnder(String where, Set<String> besides) {
    return Floors.strangers(where, Sources.folders(where), Floors.ids(), besides);
  }

  /** Each check finds what it is for. */
  @Nested
  class FindsPlantedBreaches {

    @Test
    void ofAFeatureUsingAFeatureAndAnEngineUsingAFeature() {
      var planted = ApplicationModules.of("planted", location -> true);
      assertThat(planted.detectViolations().getMessages())
          .anySatisfy(message -> assertThat(message).contains("'film' depends on module 'park'"))
          .anySatisfy(message -> assertThat(message).contains("'seat' depends on module 'park'"));
    }

    @Test
    void ofAFolderWithoutAContract() {
      var modules =
          List.of(
              new Module(Floors.ENGINE, "nameless", "", true, List.of()),
              new Module(Floors.ENGINE, "misnamed", "engine.misnamed", true, List.of()),
              new Module(Floors.ENGINE, "careless", "careless", false, List.of()),
              new Module(Floors.ENGINE, "open", "open", true, List.of("¯\\_(ツ)_/¯")));
      assertThat(Floors.withoutContract(modules)).hasSize(4);
    }

    @Test
    void ofAContractThatReachesAcrossOrUp() {
      var park = new Module(Floors.FEATURE, "park", "park", true, List.of("film"));
      var film = new Module(Floors.FEATURE, "film", "film", true, List.of("seat", "nothing"));
      var seat = new Module(Floors.ENGINE, "seat", "seat", true, List.of("film::api"));
      assertThat(Floors.wrongFloor(List.of(park, film, seat)))
          .containsExactly(
              "feature/park may use the feature film",
              "film may use nothing, which there is not",
              "engine/seat may use the feature film");
    }

    @Test
    void ofAFolderThatBelongsToNoModule() {
      var folders = Stream.of("booking", "home", "lottery").toList();
      assertThat(Floors.strangers("web", folders, Floors.ids(), SCREENS_OF_THEIR_OWN))
          .containsExactly("web/lottery belongs to no module");
    }
  }
}
