package left4me.migration;

import java.io.IOException;

/** Where lines for the administrator go. */
@FunctionalInterface
interface Report {

  /**
   * Prints a line.
   *
   * @param line without its end; names in it are bytes, one char each
   * @throws IOException if it cannot be printed
   */
  void line(String line) throws IOException;
}
