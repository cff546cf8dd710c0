package niangjia.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sealed fields under several keys. */
class SealerTests {

  @TempDir private Path home;

  private Keyring keyring() {
    return Keyring.at(home.resolve("keyring"));
  }

  @Test
  void whatIsSealedUnderAnyKeyOfTheRingOpens() {
    var keyring = keyring();
    var sealer = new Sealer(keyring);
    var first = sealer.seal("110105198001010011");
    assertThat(keyring.add()).isEqualTo(2);
    assertThat(sealer.current(first)).isTrue();
    keyring.writeWith(2);
    var second = sealer.seal("110105198001010011");
    assertThat(sealer.open(first)).isEqualTo(sealer.open(second)).isEqualTo("110105198001010011");
    assertThat(sealer.current(first)).isFalse();
    var again = sealer.again(first);
    assertThat(sealer.current(again)).isTrue();
    assertThat(again).startsWith(sealer.head());
    assertThat(sealer.again(again)).isSameAs(again);
    assertThat(sealer.open(again)).isEqualTo("110105198001010011");
  }

  @Test
  void aKeyThatAnotherProcessAddedIsFoundInTheFile() {
    var here = new Sealer(keyring());
    var there = keyring();
    there.writeWith(there.add());
    assertThat(here.open(new Sealer(there).seal("王小强"))).isEqualTo("王小强");
  }

  @Test
  void aChangedByteAndAMissingKeyAreNoticed() {
    var keyring = keyring();
    var sealer = new Sealer(keyring);
    var sealed = sealer.seal("13900000000");
    for (int i = 0; i < sealed.length; i++) {
      var changed = sealed.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> sealer.open(changed)).isInstanceOf(IllegalStateException.class);
    }
    assertThatThrownBy(() -> keyring.writeWith(7)).isInstanceOf(IllegalStateException.class);
    var unknown = new byte[40];
    unknown[0] = 2;
    unknown[2] = 9;
    assertThatThrownBy(() -> sealer.open(unknown)).hasMessageContaining("no field key 9");
    assertThatThrownBy(() -> sealer.open(new byte[] {1})).hasMessageContaining("cut off");
  }

  @Test
  void theFileIsItsOwnersAloneAndKeepsEveryOtherKey() throws IOException {
    var keyring = keyring();
    var token = keyring.secret("token");
    keyring.add();
    var file = home.resolve("keyring");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(keyring().secret("token")).isEqualTo(token);
    assertThat(keyring().fieldKeys()).containsOnlyKeys(1, 2);
    assertThat(keyring().writing()).isEqualTo(1);
  }
}
