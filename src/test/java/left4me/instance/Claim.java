package left4me.instance;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What the fuzzer's targets hold true; plain, as each is asked some 100000 times a second. */
final class Claim {

  private Claim() {}

  /** One char a byte, as the readers are given their text. */
  static String text(byte[] input) {
    return new String(input, StandardCharsets.ISO_8859_1);
  }

  /** Fails unless both are equal. */
  static void same(Object actual, Object expected, String what) {
    if (!Objects.equals(actual, expected)) {
      throw new AssertionError(what + " is <" + actual + ">, not <" + expected + ">");
    }
  }

  /** Fails unless it is so. */
  static void holds(boolean so, String what) {
    if (!so) {
      throw new AssertionError("not so: " + what);
    }
  }
}
