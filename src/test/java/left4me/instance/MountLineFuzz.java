package left4me.instance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import left4me.instance.MountTable.Mount;

/**
 * A target of the fuzzer: a mount of any names, in a line as the kernel writes it.
 *
 * <p>The input is the fields, which a NUL separates, as no name has one: number, parent, root,
 * mount point, optional fields, type, source, how many more layers there are, then the options'
 * names and values in turn.
 */
final class MountLineFuzz {

  /** Of {@code show_mountinfo} and {@code mangle} in {@code fs/proc_namespace.c}. */
  private static final String OF_NAMES = " \t\n\\#";

  /** Of {@code seq_show_option} in {@code include/linux/seq_file.h}. */
  private static final String OF_KEYS = ",= \t\n\\";

  private static final String OF_VALUES = ", \t\n\\";

  private static final String OTHER = "1 0 8:1 / / rw - ext4 /dev/sda1 rw";

  private MountLineFuzz() {}

  /** Writes a line, reads it, and compares. */
  public static void fuzzerTestOneInput(byte[] input) {
    List<String> fields = new ArrayList<>(Arrays.asList(Claim.text(input).split("\0", -1)));
    while (fields.size() < 8) {
      fields.add("");
    }
    List<String> pairs = pairs(fields);
    String options = options(pairs);
    Mount expected =
        new Mount(
            number(fields.get(0)),
            number(fields.get(1)),
            fields.get(2),
            fields.get(3),
            fields.get(5),
            fields.get(6),
            options);
    String line =
        String.join(
            " ",
            String.valueOf(expected.id()),
            String.valueOf(expected.parent()),
            "0:7",
            escape(expected.root(), OF_NAMES),
            escape(expected.mountPoint(), OF_NAMES),
            "rw,relatime" + optionalFields(fields.get(4)),
            "-",
            escape(expected.type(), OF_NAMES),
            escape(expected.source(), OF_NAMES),
            options);
    Mount other = MountInfoLine.parse(OTHER);
    Claim.same(
        MountTable.parse(OTHER + "\n" + line + "\n" + OTHER).mounts(),
        List.of(other, expected, other),
        "the table");
    compareOptions(expected, pairs);
  }

  private static void compareOptions(Mount mount, List<String> pairs) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < pairs.size(); i += 2) {
      values.putIfAbsent(pairs.get(i), pairs.get(i + 1));
    }
    if (pairs.size() > 100) {
      // Long lines are for the length; the rest of what may go wrong is quicker found in short
      // ones.
      String key = pairs.getLast().isEmpty() ? "workdir" : "upperdir";
      Claim.same(mount.option(key), Optional.ofNullable(values.get(key)), "option " + key);
      return;
    }
    List<String> asked = new ArrayList<>(List.of("", "rw", "upperdir", "upper", "workdir"));
    for (Map.Entry<String, String> entry : values.entrySet()) {
      asked.add(entry.getKey());
      asked.add(entry.getKey() + "=");
      asked.add(entry.getKey() + "=" + entry.getValue());
      asked.add(entry.getValue());
    }
    for (String key : asked) {
      Claim.same(mount.option(key), Optional.ofNullable(values.get(key)), "option " + key);
    }
  }

  /** The options' names and values in turn; as many layers more as the field says. */
  private static List<String> pairs(List<String> fields) {
    List<String> pairs = new ArrayList<>();
    // Two bytes, not one or many, so that most lines are short and the search quick.
    long more = fields.get(7).length() == 2 ? Math.floorMod(number(fields.get(7)), 512) : 0;
    for (long i = 0; i < more; i++) {
      pairs.add("lowerdir+");
      pairs.add("/var/lib/left4me/overlays/of a rather long name, " + i);
    }
    for (int i = 8; i + 1 < fields.size(); i += 2) {
      pairs.add(fields.get(i));
      pairs.add(fields.get(i + 1));
    }
    return pairs;
  }

  private static String options(List<String> pairs) {
    StringBuilder options = new StringBuilder("rw");
    for (int i = 0; i < pairs.size(); i += 2) {
      options
          .append(',')
          .append(escape(pairs.get(i), OF_KEYS))
          .append('=')
          .append(escape(pairs.get(i + 1), OF_VALUES));
    }
    return options.append(",nouserxattr").toString();
  }

  private static String optionalFields(String fields) {
    StringBuilder written = new StringBuilder();
    for (String field : fields.split("[ \n]", -1)) {
      if (!field.isEmpty() && !field.equals("-")) {
        written.append(' ').append(field);
      }
    }
    return written.toString();
  }

  private static long number(String field) {
    long number = 0;
    for (int i = 0; i < field.length(); i++) {
      number = number * 256 + field.charAt(i);
    }
    return number;
  }

  private static String escape(String name, String what) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (what.indexOf(c) < 0) {
        escaped.append(c);
      } else {
        escaped.append('\\').append(c >> 6).append(c >> 3 & 7).append(c & 7);
      }
    }
    return escaped.toString();
  }
}
