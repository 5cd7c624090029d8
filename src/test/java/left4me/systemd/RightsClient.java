package left4me.systemd;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A program that asks systemd for something as a user without rights of its own, and prints one
 * line with what became of it. Arguments: what, and the unit.
 */
public final class RightsClient {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private RightsClient() {}

  /** Asks. */
  public static void main(String[] args) throws InterruptedException {
    UnitName unit = new UnitName(args[1]);
    SystemdSettings settings = SystemdSettings.systemBus();
    if (args[0].equals("prompt")) {
      settings = settings.withPasswordPrompt();
    }
    try (ServiceManager systemd = ServiceManager.connect(settings)) {
      System.out.println(
          switch (args[0]) {
            case "start", "prompt" -> systemd.start(unit).await(LIMIT).word();
            case "status" -> systemd.status(unit).activeState();
            case "start-cancel" -> {
              Job job = systemd.start(unit);
              yield job.cancel() + " " + job.await(LIMIT);
            }
            default -> throw new IllegalArgumentException(args[0]);
          });
    } catch (SystemdException.AccessDenied denied) {
      System.out.println("denied, password would help: " + denied.passwordWouldHelp());
    }
  }

  /** Runs the program as the user {@code nobody}. */
  static String run(String what, UnitName unit) throws IOException, InterruptedException {
    return RuntimeUnits.run(
            List.of(
                    "setpriv",
                    "--reuid=nobody",
                    "--regid=nogroup",
                    "--clear-groups",
                    "--",
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--class-path",
                    System.getProperty("java.class.path"),
                    RightsClient.class.getName(),
                    what,
                    unit.value())
                .toArray(String[]::new))
        .strip();
  }
}
