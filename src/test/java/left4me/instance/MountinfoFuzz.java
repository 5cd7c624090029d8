package left4me.instance;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import left4me.instance.MountTable.Mount;

/** A target of the fuzzer: any bytes as {@code /proc/self/mountinfo}. */
final class MountinfoFuzz {

  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,18}");
  private static final Pattern LONG_NUMBER = Pattern.compile("[0-9]{19}");
  private static final Pattern ESCAPE = Pattern.compile("\\\\([0-3][0-7][0-7])");

  private MountinfoFuzz() {}

  /** Reads the bytes, and compares with what a second, simpler reader says. */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = Claim.text(input);
    // Longer numbers may fit or not; that is the JDK's to know.
    if (LONG_NUMBER.matcher(text).find()) {
      return;
    }
    List<String> lines = Arrays.asList(text.isEmpty() ? new String[0] : text.split("\n", -1));
    if (text.endsWith("\n")) {
      lines = lines.subList(0, lines.size() - 1);
    }
    int bad = 0;
    while (bad < lines.size() && isLegal(lines.get(bad).split(" ", -1))) {
      bad++;
    }
    MountTable table;
    try {
      table = MountTable.parse(text);
    } catch (IllegalArgumentException e) {
      Claim.holds(bad < lines.size(), "refused only what is not legal");
      Claim.holds(
          String.valueOf(e.getMessage()).startsWith("mountinfo, line " + (bad + 1) + ": "),
          "names the first line that is not legal");
      return;
    }
    Claim.same(bad, lines.size(), "the number of legal lines");
    Claim.same(table.mounts().size(), lines.size(), "the number of mounts");
    for (int i = 0; i < lines.size(); i++) {
      compare(table.mounts().get(i), lines.get(i).split(" ", -1));
    }
  }

  private static boolean isLegal(String[] fields) {
    return fields.length > 2
        && NUMBER.matcher(fields[0]).matches()
        && NUMBER.matcher(fields[1]).matches()
        && dash(fields) + 2 < fields.length;
  }

  /** Where the optional fields end. */
  private static int dash(String[] fields) {
    int dash = 6;
    while (dash < fields.length && !fields[dash].equals("-")) {
      dash++;
    }
    return dash;
  }

  private static void compare(Mount mount, String[] fields) {
    int dash = dash(fields);
    String options = dash + 3 < fields.length ? fields[dash + 3] : "";
    Mount expected =
        new Mount(
            Long.parseLong(fields[0]),
            Long.parseLong(fields[1]),
            plain(fields[3]),
            plain(fields[4]),
            plain(fields[dash + 1]),
            plain(fields[dash + 2]),
            options);
    Claim.same(mount, expected, "the mount");
    Map<String, String> values = values(options);
    for (String key : List.of("upperdir", "workdir", "user_id", "")) {
      Claim.same(mount.option(key), Optional.ofNullable(values.get(key)), "option " + key);
    }
    values.forEach((key, value) -> Claim.same(mount.option(key), Optional.of(value), key));
  }

  private static Map<String, String> values(String options) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String option : options.split(",", -1)) {
      int equals = option.indexOf('=');
      if (equals >= 0) {
        values.putIfAbsent(plain(option.substring(0, equals)), plain(option.substring(equals + 1)));
      }
    }
    return values;
  }

  private static String plain(String escaped) {
    return ESCAPE
        .matcher(escaped)
        .replaceAll(
            escape ->
                Matcher.quoteReplacement(Character.toString(Integer.parseInt(escape.group(1), 8))));
  }
}
