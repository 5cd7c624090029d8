package left4me.systemd.dbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The D-Bus policy lets user left4me make the calls of the library to systemd, and no other to
 * anybody.
 */
class BusPolicyTest {

  private static final Pattern ALLOW =
      Pattern.compile(
          "<allow send_destination=\"org.freedesktop.systemd1\"\\s+"
              + "send_interface=\"([^\"]+)\" send_member=\"([^\"]+)\"/>");

  private static final String BUS =
      "<allow send_destination=\"org.freedesktop.DBus\" send_interface=\"org.freedesktop.DBus";

  @Test
  void allowsWhatTheLibraryCallsAndNothingElse() throws Exception {
    String policy = Files.readString(Path.of("polkit/left4me-dbus.conf"));
    Set<String> allowed = new TreeSet<>();
    for (Matcher match = ALLOW.matcher(policy); match.find(); ) {
      allowed.add(match.group(1) + "." + match.group(2));
    }
    Set<String> called =
        Arrays.stream(Call.Member.values())
            .filter(method -> method != Call.Member.GET_NAME_OWNER) // the bus's own
            .map(method -> method.interfaceName() + "." + method.methodName())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(allowed).isEqualTo(called);
    assertThat(policy.split("<allow", -1))
        .as("each <allow> is of that form, or the bus's own")
        .hasSize(allowed.size() + policy.split(BUS, -1).length);
    assertThat(policy)
        .contains("<deny send_destination=\"org.freedesktop.systemd1\"/>")
        .contains("<deny send_type=\"method_call\"/>");
  }
}
