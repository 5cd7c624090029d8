package left4me.instance;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A target of the fuzzer: any bytes as {@code instance.env}. */
final class EnvFuzz {

  private static final String LINE_START = "L4D2_LOWERDIRS=";

  private EnvFuzz() {}

  /** Reads the bytes, and compares with what a second, simpler reader says. */
  public static void fuzzerTestOneInput(byte[] input) {
    String env = Claim.text(input);
    Optional<String> value = firstValue(env);
    Lowerdirs read;
    try {
      read = Lowerdirs.inEnv(env);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      Claim.holds(!value.map(EnvFuzz::isLegal).orElse(false), "refused only what is not legal");
      Claim.same(message.equals("has no L4D2_LOWERDIRS line"), value.isEmpty(), "says no line");
      Claim.holds(message.matches("[ -~]+"), "a message on one line, with nothing of the file's");
      return;
    }
    String line = LINE_START + value.orElse("(no line)");
    Claim.holds(value.map(EnvFuzz::isLegal).orElse(false), "took only what is legal");
    Claim.same(read.paths(), entries(value.orElse("")), "the layers");
    Claim.same(read.toLine(), line, "the line");
    Claim.same(Lowerdirs.inEnv(line + "\n" + env), read, "what it reads of its own line");
  }

  private static Optional<String> firstValue(String env) {
    for (String line : env.split("\n", -1)) {
      if (line.startsWith(LINE_START)) {
        return Optional.of(line.substring(LINE_START.length()));
      }
    }
    return Optional.empty();
  }

  private static List<String> entries(String value) {
    return Arrays.asList(value.split(":", -1));
  }

  private static boolean isLegal(String value) {
    List<String> entries = entries(value);
    return entries.size() <= 500 && !entries.contains("") && !value.contains("\0");
  }
}
