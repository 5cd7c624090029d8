package left4me.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import left4me.host.DropIn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The variables that a game gets, on the booted host: what its unit says to others is not among
 * them.
 */
final class GameEnvironmentIT {

  @RegisterExtension static final CtlInstance SERVER = new CtlInstance("environ", 27144);

  @Test
  void itsLanguageIsTheHostsAndItsHomeIsItsTree() throws Exception {
    String manager = Command.run("systemctl", "show-environment").orFail();

    List<String> environment = environment();

    assertThat(environment).noneMatch(each -> each.startsWith("LC_ALL="));
    assertThat(environment).noneMatch(each -> each.startsWith("NOTIFY_SOCKET="));
    assertThat(environment).contains("HOME=" + SERVER.folders().merged());
    assertThat(environment.stream().filter(each -> each.startsWith("LANG=")).toList())
        .isNotEmpty()
        .isEqualTo(manager.lines().filter(each -> each.startsWith("LANG=")).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8", "de_DE.UTF-8"})
  void aLanguageThatADropInSetsIsTheGames(String language) throws Exception {
    String setting = "LC_ALL=" + language;
    try (DropIn dropIn = new DropIn(SERVER.unit(), "[Service]\nEnvironment=" + setting + "\n")) {
      DropIn.load();

      assertThat(environment()).contains(setting);
    }
  }

  @Test
  void aGameThatAnAclGivesItIsRun() throws Exception {
    Path game = SERVER.folders().upper().resolve("srcds_run");
    Files.copy(StandIn.ROOT.resolve("installation/srcds_run"), game);
    Command.run("chown", "root:root", game.toString()).orFail();
    Command.run("chmod", "750", game.toString()).orFail();
    Command.run("setfacl", "--modify", "user:left4me:rx", game.toString()).orFail();

    Command.run("systemctl", "start", SERVER.unit()).orFail();

    assertThat(SERVER.hostname()).isNotEmpty();
  }

  /** resolvconf(8)'s; systemd's own is on every second host. */
  @Test
  void itFindsTheResolverWhereTheHostDoes() throws Exception {
    Path resolver = Path.of("/etc/resolv.conf");
    Path aside = Path.of("/etc/resolv.conf.it");
    Path upper = SERVER.folders().upper();
    Files.copy(StandIn.ROOT.resolve("installation/srcds_run"), upper.resolve("game"));
    Files.writeString(
        upper.resolve("srcds_run"),
        "#!/bin/sh\ncat /etc/resolv.conf > \"$HOME/seen\" 2>&1\nexec \"$HOME/game\" \"$@\"\n");
    Command.run("chmod", "755", upper + "/srcds_run", upper + "/game").orFail();
    Command.run("chown", "left4me:", upper + "/srcds_run", upper + "/game").orFail();
    Command.run("mv", resolver.toString(), aside.toString());
    Path there = Files.createDirectories(Path.of("/run/resolvconf")).resolve("resolv.conf");

    try {
      Files.writeString(there, "nameserver 192.0.2.53\n");
      Files.createSymbolicLink(resolver, there);
      Command.run("systemctl", "start", SERVER.unit()).orFail();
      SERVER.hostname();
      assertThat(SERVER.folders().merged().resolve("seen")).hasContent("nameserver 192.0.2.53\n");
    } finally {
      Command.run("systemctl", "stop", SERVER.unit()).orFail();
      Command.run("rm", "-rf", resolver.toString(), there.getParent() + "").orFail();
      Command.run("mv", aside.toString(), resolver.toString());
    }
  }

  private static List<String> environment() throws Exception {
    Command.run("systemctl", "start", SERVER.unit()).orFail();
    SERVER.hostname(); // it has written them before it answers
    return List.of(
        Files.readString(SERVER.folders().merged().resolve("left4dead2/environ.bin")).split("\0"));
  }
}
