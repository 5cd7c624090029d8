package left4me.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A process that ends at once. */
final class ProcessEndTest {

  /** What is run: it would not end by itself, and would tell of an orderly end. */
  static final class Endless {
    private Endless() {}

    public static void main(String[] args) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("told")));
      Thread.ofPlatform().start(() -> parkForEver());
      ProcessEnd.now(Integer.parseInt(args[0]));
      System.out.println("returned");
    }

    private static void parkForEver() {
      while (true) {
        java.util.concurrent.locks.LockSupport.park();
      }
    }
  }

  @Test
  void whateverElseRuns() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "--enable-native-access=ALL-UNNAMED",
                Endless.class.getName(),
                "7")
            .redirectErrorStream(true)
            .start();
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEmpty();
    assertThat(process.waitFor()).isEqualTo(7);
  }
}
