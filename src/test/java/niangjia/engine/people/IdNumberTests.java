package niangjia.engine.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import niangjia.platform.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdNumberTests {

  /** The two examples that GB 11643-1999 gives. */
  @ParameterizedTest
  @ValueSource(strings = {"11010519491231002X", "440524188001010014"})
  void examplesOfTheStandardAreValid(String text) {
    assertThat(new IdNumber(text).text()).isEqualTo(text);
  }

  @Test
  void smallXAndSpacesAreForgiven() {
    assertThat(new IdNumber(" 11010519491231002x ").text()).isEqualTo("11010519491231002X");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "110105194912310021",
        "11010519491231003X",
        "11010591491231002X",
        "110105490101002",
        "",
        "１１０１０５１９４９１２３１００２Ｘ"
      })
  void wrongCheckCharacterOrShapeIsRefused(String text) {
    assertThatThrownBy(() -> new IdNumber(text)).isInstanceOf(Invalid.class);
  }

  @Test
  void everySingleWrongDigitIsNoticed() {
    var right = "11010519491231002X";
    for (int i = 0; i < 17; i++) {
      for (char digit = '0'; digit <= '9'; digit++) {
        var wrong = right.substring(0, i) + digit + right.substring(i + 1);
        if (!wrong.equals(right)) {
          assertThatThrownBy(() -> new IdNumber(wrong)).isInstanceOf(Invalid.class);
        }
      }
    }
  }

  @Test
  void dayThatDoesNotExistIsRefused() {
    assertThatThrownBy(() -> IdNumber.complete("11010519900230855")).isInstanceOf(Invalid.class);
    assertThat(IdNumber.complete("11010520000229855").bornOn())
        .isEqualTo(LocalDate.of(2000, 2, 29));
  }

  @Test
  void maskShowsDivisionAndLastFour() {
    var number = new IdNumber("11010519491231002X");
    assertThat(number.masked()).isEqualTo("110105********002X");
    assertThat(number).hasToString("110105********002X");
    assertThat(number.bornOn()).isEqualTo(LocalDate.of(1949, 12, 31));
  }

  @ParameterizedTest
  @ValueSource(strings = {"14000000001", "140 0000 0001", "+8614000000001", "86-140-0000-0001"})
  void phonesAreReadAsPeopleWriteThem(String text) {
    assertThat(new Phone(text).digits()).isEqualTo("14000000001");
    assertThat(new Phone(text)).hasToString("140****0001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1400000001", "24000000001", "140000000012", "１４００００００００１", ""})
  void otherPhonesAreRefused(String text) {
    assertThatThrownBy(() -> new Phone(text)).isInstanceOf(Invalid.class);
  }

  @Test
  void namesAreMaskedByCharacterNotByCodeUnit() {
    assertThat(People.masked("李娜")).isEqualTo("李*");
    assertThat(People.masked("王小强")).isEqualTo("王*强");
    assertThat(People.masked("欧阳小强")).isEqualTo("欧*强");
    assertThat(People.masked("𠮷")).isEqualTo("𠮷*");
    assertThat(People.masked("𠮷一𬭚")).isEqualTo("𠮷*𬭚");
  }

  @Test
  void noTwoSyntheticPeopleShareAnIdNumberOrAPhone() {
    var numbers = new HashSet<String>();
    var phones = new HashSet<String>();
    var union = Samples.union("bj.d1.s1", "示例工会");
    for (var person : new SyntheticPeople(List.of(union), List.of(union)).all()) {
      numbers.add(person.number().text());
      phones.add(person.phone().digits());
      assertThat(person.number().text()).startsWith("110199");
    }
    assertThat(numbers).hasSize(SyntheticPeople.COUNT);
    assertThat(phones).hasSize(SyntheticPeople.COUNT).contains("14000000001", "14000020000");
  }
}
