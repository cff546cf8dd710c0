package niangjia.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * The command {@code keys}: {@code keys rotate} puts a new field key into the keyring, beside a
 * running application or without one; {@code keys list} names those that are in it.
 */
final class Keys {

  private Keys() {}

  static void main(String[] args) {
    System.exit(run(args));
  }

  private static int run(String[] args) {
    if (args.length != 2 || !(args[0].equals("rotate") || args[0].equals("list"))) {
      IO.println("The command is: ./niangjia keys rotate | list");
      return 2;
    }
    var file =
        Path.of(
            System.getenv()
                .getOrDefault("NIANGJIA_KEYRING", Path.of(args[1]).resolve("keyring") + ""));
    if (!Files.exists(file)) {
      IO.println("There is no keyring " + file);
      return 2;
    }
    var keyring = Keyring.at(file);
    if (args[0].equals("rotate")) {
      IO.println(
          """
          Field key %d is in %s.
          Give every node this file. They write with the new key as soon as all of them have it,
          seal everything again in the background, and say so in their logs. Keep a copy of the
          file; a backup made before needs the keys of its time."""
              .formatted(keyring.add(), file));
    }
    for (int number : keyring.fieldKeys().keySet()) {
      var fingerprint = HexFormat.of().formatHex(keyring.fingerprint(number));
      IO.println("field key %d, fingerprint %s".formatted(number, fingerprint));
    }
    return 0;
  }
}
