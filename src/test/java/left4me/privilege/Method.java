package left4me.privilege;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import left4me.lab.Command;

/**
 * A method or a writable property of an object of systemd's, as it tells itself.
 *
 * @param path the object
 * @param face the interface
 * @param member the name; of a property, after "Set "
 * @param signature of the arguments
 */
record Method(String path, String face, String member, String signature) {

  static final String SYSTEMD = "org.freedesktop.systemd1";
  static final String MANAGER = "/org/freedesktop/systemd1";

  /** Whose methods are part of D-Bus itself; of these, Set is tried by each writable property. */
  private static final String STANDARD = "org.freedesktop.DBus.";

  /** All of an object, as busctl(1) lists it: members stand below their interface. */
  static List<Method> of(String path) throws IOException, InterruptedException {
    List<Method> methods = new ArrayList<>();
    String face = "";
    for (String line :
        Command.run("busctl", "introspect", "--no-pager", "--no-legend", SYSTEMD, path)
            .orFail()
            .lines()
            .toList()) {
      String[] words = line.strip().split(" +", -1);
      if (words[1].equals("interface")) {
        face = words[0];
      } else if (words[1].equals("method") && !face.startsWith(STANDARD)) {
        String signature = words[2].equals("-") ? "" : words[2];
        methods.add(new Method(path, face, words[0].substring(1), signature));
      } else if (words[1].equals("property") && line.matches(".*\\bwritable\\s*$")) {
        methods.add(new Method(path, face, "Set " + words[0].substring(1), words[2]));
      }
    }
    return methods;
  }

  static String unitPath(String unit) throws IOException, InterruptedException {
    return Command.run(
            "busctl", "call", SYSTEMD, MANAGER, SYSTEMD + ".Manager", "LoadUnit", "s", unit)
        .orFail()
        .replaceAll("(?s).*\"(.*)\".*", "$1");
  }

  /** By the name: what begins so only tells something, in all of systemd's interfaces. */
  boolean onlyReads() {
    return member.matches("(Get|List|Dump|Lookup).*");
  }

  /** The call, as a line of the shell. */
  String call(String arguments) {
    if (member.startsWith("Set ")) {
      return busctl("set-property", path, face, member.substring(4), signature, arguments);
    }
    return busctl("call", path, face, member, signature, arguments);
  }

  /** The same without arguments, as the bus judges it, in words that say who refused it. */
  String bareCall() {
    String name =
        member.startsWith("Set ") ? "org.freedesktop.DBus.Properties.Set" : face + "." + member;
    return "dbus-send --system --print-reply --dest=" + SYSTEMD + " " + path + " " + name;
  }

  /** A call of busctl(1)'s; the last word is taken as it is, the others are quoted. */
  static String busctl(
      String verb, String path, String face, String member, String signature, String arguments) {
    return "busctl --timeout=10 %s %s %s %s %s %s %s"
        .formatted(
            verb,
            SYSTEMD,
            path,
            face,
            member,
            signature.isEmpty() ? "" : "'" + signature + "'",
            arguments);
  }

  /** A call of the manager's. */
  static String manager(String member, String signature, String arguments) {
    return busctl("call", MANAGER, SYSTEMD + ".Manager", member, signature, arguments);
  }

  @Override
  public String toString() {
    return face.substring(face.lastIndexOf('.') + 1) + "." + member;
  }
}
