package left4me.instance;

/** A line of {@code /proc/self/mountinfo}: fields, which one space separates. */
final class MountInfoLine {

  private final String line;
  private int position;

  private MountInfoLine(String line) {
    this.line = line;
  }

  /**
   * Reads a line.
   *
   * <pre>
   * 36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue
   * id parent device root point options [fields …] - type source options
   * </pre>
   *
   * @throws IllegalArgumentException if it is not of that form
   */
  static MountTable.Mount parse(String line) {
    MountInfoLine fields = new MountInfoLine(line);
    long id = fields.nextNumber();
    long parent = fields.nextNumber();
    fields.next();
    String root = unescape(fields.next());
    String mountPoint = unescape(fields.next());
    fields.next();
    String field = fields.next();
    while (!field.equals("-")) {
      // Any number of optional fields, none among them.
      field = fields.next();
    }
    String type = unescape(fields.next());
    String source = unescape(fields.next());
    return new MountTable.Mount(
        id, parent, root, mountPoint, type, source, fields.atEnd() ? "" : fields.next());
  }

  private boolean atEnd() {
    return position > line.length();
  }

  private String next() {
    if (atEnd()) {
      throw new IllegalArgumentException("a field is missing");
    }
    int space = line.indexOf(' ', position);
    int end = space < 0 ? line.length() : space;
    String field = line.substring(position, end);
    position = end + 1;
    return field;
  }

  private long nextNumber() {
    String field = next();
    try {
      return Long.parseLong(field);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a number: " + field, e);
    }
  }

  /** Octal escapes, such as {@code \040} for a space: {@code mangle_path} in the kernel. */
  static String unescape(String field) {
    if (field.indexOf('\\') < 0) {
      return field;
    }
    StringBuilder plain = new StringBuilder(field.length());
    int i = 0;
    while (i < field.length()) {
      if (isEscape(field, i)) {
        plain.append((char) Integer.parseInt(field, i + 1, i + 4, 8));
        i += 4;
      } else {
        plain.append(field.charAt(i));
        i++;
      }
    }
    return plain.toString();
  }

  private static boolean isEscape(String field, int i) {
    return field.charAt(i) == '\\'
        && i + 3 < field.length()
        && isDigit(field.charAt(i + 1), '3')
        && isDigit(field.charAt(i + 2), '7')
        && isDigit(field.charAt(i + 3), '7');
  }

  private static boolean isDigit(char c, char greatest) {
    return c >= '0' && c <= greatest;
  }
}
