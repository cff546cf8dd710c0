package niangjia.engine.listing;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Counts the rows of a file and says how many; started with little memory to show that it is
 * enough.
 */
final class CountRows {

  private CountRows() {}

  /** Takes the file's name. */
  public static void main(String[] arguments) throws IOException {
    int[] rows = {0};
    Sheets.read(Path.of(arguments[0]), (_, cells) -> !cells.isEmpty() && ++rows[0] > 0);
    System.exit(rows[0] == 100_001 ? 0 : 1);
  }
}
