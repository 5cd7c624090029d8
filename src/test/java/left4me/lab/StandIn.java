package left4me.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The stand-in game: a test fixture in the place of what Valve's servers would install. */
public final class StandIn {

  /** The root of all instances of the host. */
  public static final Path ROOT = Path.of("/var/lib/left4me");

  /** The overlays that it comes with. */
  public static final List<String> OVERLAYS = List.of("competitive/zonemod", "plugins", "maps");

  private static final Path SOURCE = Path.of("src/lab/stand-in").toAbsolutePath();

  private StandIn() {}

  /** Installs the game and its overlays, as user left4me, unless they are there. */
  public static void install() throws IOException, InterruptedException {
    if (Files.exists(ROOT.resolve("installation/srcds_run"))) {
      return;
    }
    for (String folder : List.of("installation", "overlays")) {
      Command.run("cp", "-r", SOURCE.resolve(folder).toString(), ROOT.toString()).orFail();
    }
  }

  /** Installs the same from root, for tests that run as root. */
  public static void installAsLeft4me() throws IOException, InterruptedException {
    Command.loginAs(
        "left4me",
        "cp",
        "-rn",
        SOURCE.resolve("installation").toString(),
        SOURCE.resolve("overlays").toString(),
        ROOT.toString());
  }

  /** A blueprint with the three overlays, on a port. */
  public static String blueprint(int port, String... more) {
    return """
    port: %s
    config:
      - hostname "port %s"
      - sv_staged yes
    overlays:
      - {path: competitive/zonemod, alias: zonemod}
      - {path: plugins, alias: plugins}
      - {path: maps}
    %s
    """
        .formatted(port, port, String.join("\n", more));
  }
}
