package left4me.privilege;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import left4me.lab.Command;
import org.junit.jupiter.api.Test;

/** What user left4me may not ask of anybody on the system bus but systemd. */
final class OtherServicesIT {

  private static final String BUS = "org.freedesktop.DBus";

  private static Command asLeft4me(String... call) throws Exception {
    return Command.loginAs("left4me", call);
  }

  /** It would have systemd run the units in left4me's home, out of any sandbox, after each boot. */
  @Test
  void aLingerIsNotToBeHad() throws Exception {
    Command asked =
        asLeft4me(
            "busctl",
            "call",
            "org.freedesktop.login1",
            "/org/freedesktop/login1",
            "org.freedesktop.login1.Manager",
            "SetUserLinger",
            "ubb",
            "4294967295",
            "true",
            "false");

    assertThat(asked.status()).isNotZero();
    assertThat(asked.err()).containsIgnoringCase("access denied");
    assertThat(Path.of("/var/lib/systemd/linger/left4me")).doesNotExist();
  }

  @Test
  void nobodyElseIsSpokenTo() throws Exception {
    List<String> others =
        Command.run("busctl", "list", "--activatable", "--no-legend", "--no-pager")
            .orFail()
            .lines()
            .map(line -> line.split(" ", 2)[0])
            .filter(name -> !name.equals(BUS))
            .toList();
    assertThat(others).contains("org.freedesktop.login1", "org.freedesktop.PolicyKit1");
    for (String other : others) {
      Command asked = asLeft4me("busctl", "call", other, "/", BUS + ".Peer", "Ping");
      assertThat(asked.status()).as(other).isNotZero();
      assertThat(asked.err()).as(other).containsIgnoringCase("access denied");
    }
  }

  @Test
  void theBusItselfIs() throws Exception {
    assertThat(asLeft4me("busctl", "call", BUS, "/", BUS, "GetId").orFail()).startsWith("s \"");
  }
}
