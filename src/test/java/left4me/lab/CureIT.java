package left4me.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is printed for root to run does as it says; and changes nothing elsewhere, should left4me
 * have put a link on the way before root has typed it.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CureIT {

  @RegisterExtension static final CtlInstance SERVER = new CtlInstance("cure", 27137);

  private static final Path SETTINGS = SERVER.folders().settings();
  private static final Path RUNTIME = SERVER.folders().runtime();
  private static final Path ROOTS = Path.of("/opt/it-roots");

  /** What only root can put right. */
  enum Harm {
    LOCK("chown root: " + SERVER.folders().lock(), "start", SERVER.folders().lock()),
    SETTINGS("chown root: " + CureIT.SETTINGS, "start", CureIT.SETTINGS),
    // With names that are no text.
    LEFT(
        "mkdir %1$s/root && cd %1$s/root && touch file 'line\nend' \"$(printf 'b\\351')\""
            .formatted(RUNTIME),
        "delete",
        RUNTIME);

    private final String harm;
    private final String verb;
    private final Path path;

    Harm(String harm, String verb, Path path) {
      this.harm = harm;
      this.verb = verb;
      this.path = path;
    }

    /** Does it, and has what is printed. */
    String cure() throws Exception {
      shell(harm);
      String said = SERVER.run(verb).err();
      assertThat(said).contains("as root: ");
      return said.substring(said.indexOf("as root: ") + 9);
    }
  }

  @AfterEach
  void giveBack() throws Exception {
    shell("rm -rf " + ROOTS + " " + RUNTIME.resolveSibling(".cure.removed"));
    shell("chown -Rh left4me: " + SETTINGS.getParent());
  }

  @ParameterizedTest
  @EnumSource
  void worksAtTheFirstTry(Harm harm) throws Exception {
    shell(harm.cure());

    SERVER.run(harm.verb).orFail();
  }

  @ParameterizedTest
  @EnumSource
  void isLedNowhereByALink(Harm harm) throws Exception {
    String cure = harm.cure();
    Path top = harm.path.getParent();
    // Under every name that it looks for.
    shell("mkdir -p " + ROOTS + " && cp -a " + top + "/. " + ROOTS);
    shell("chown -Rh root: " + ROOTS);
    String before = tree();
    Path aside = Path.of(top + ".aside");
    Files.move(top, aside);
    Files.createSymbolicLink(top, ROOTS);
    try {
      Command.run("sh", "-c", cure);

      assertThat(tree()).isEqualTo(before);
    } finally {
      Files.delete(top);
      Files.move(aside, top);
    }
  }

  private static String tree() throws Exception {
    return Command.run("find", ROOTS + "", "-printf", "%p %u\\n").orFail();
  }

  private static void shell(String command) throws Exception {
    Command.run("sh", "-c", command).orFail();
  }
}
