package left4me.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What stands between root's terminal and the program, which root's {@code l4d2ctl} runs as
 * left4me.
 */
final class RootsL4d2ctlIT {

  @RegisterExtension static final CtlInstance SERVER = new CtlInstance("roots", 27148);

  /**
   * As from a script without a terminal: root's l4d2ctl waits for left4me's there. The pipe ends
   * with the last who holds it.
   */
  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT", "KILL"})
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void whoEndsRootsCommandEndsTheProgram(String signal) throws Exception {
    Process command =
        // Maven's test process may ignore an interrupt, and who is started by it.
        new ProcessBuilder("env", "--default-signal", "l4d2ctl", "watch", SERVER.name())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader output = command.inputReader()) {
      assertThat(output.readLine()).contains(SERVER.name());
      Command.run("kill", "-" + signal, Long.toString(command.pid())).orFail();
      output.transferTo(Writer.nullWriter());
    } finally {
      command.destroyForcibly();
    }
  }

  /** Whatever it is just at: between having its handlers and waiting for the program as well. */
  @Test
  void whoEndsRootsCommandAtItsBeginEndsTheProgram() throws Exception {
    Command ended =
        Command.run(
            "bash",
            "-c",
            "for d in $(seq 0.0006 0.00001 0.0030); do timeout --foreground $d"
                + " /usr/share/left4me/l4d2ctl-as-left4me '' sleep infinity; done"
                + " < /dev/null 2>&1 | cat; echo over");
    assertThat(ended.orFail()).endsWith("over\n");
  }

  /** As from a program at a terminal, which has one of the streams alone. */
  @ParameterizedTest
  @CsvSource({"KILL, 2>/dev/null", "KILL, ''", "TERM, ''", "INT, ''", "HUP, ''"})
  void whoEndsRootsCommandAtATerminalEndsTheProgram(String signal, String redirection)
      throws Exception {
    Path number = Files.createTempFile("it-number", "");
    String command = "echo $$ > %s; exec l4d2ctl watch roots %s".formatted(number, redirection);
    try (Pty terminal = Pty.run("root", "sh -c '" + command + "' | (cat; echo ended)")) {
      terminal.await(SERVER.name());
      Command.run("kill", "-" + signal, Files.readString(number).strip()).orFail();
      assertThat(terminal.await("ended")).doesNotContain("Terminated");
    } finally {
      Files.delete(number);
    }
  }

  /** Any process of left4me's may trace the program, and take from it what it has. */
  @Test
  void whatRootHasOpenAndWhereRootIsAreNotGivenToTheProgram() throws Exception {
    Path closed = Files.createTempDirectory("it-roots");
    Files.writeString(closed.resolve("secret"), "root's");
    String shell =
        "cd %s && exec 7<secret 12<secret 200<secret && /usr/share/left4me/l4d2ctl-as-left4me"
            .formatted(closed);
    String look = " sh -c 'ls -l /proc/$$/fd /proc/$$/cwd; echo looked'";
    try (Pty terminal =
        Pty.run(
            "root",
            "bash -c \""
                + shell.replace("$", "\\$")
                + " ' in out err'"
                + look.replace("$", "\\$")
                + "\"")) {
      assertThat(Command.run("bash", "-c", shell + " ''" + look + " < /dev/null").orFail())
          .contains("looked")
          .doesNotContain(closed.toString());
      assertThat(terminal.await("looked")).doesNotContain(closed.toString());
    } finally {
      Command.run("rm", "-r", closed.toString()).orFail();
    }
  }

  @Test
  void rootNamesAFileFromWhereHeIs() throws Exception {
    Path open = Files.createTempDirectory("it-open");
    try {
      Files.writeString(open.resolve("it.yaml"), "port: 27184\n");
      Command.run("chmod", "755", open.toString()).orFail();
      Command.run("sh", "-c", "cd " + open + " && l4d2ctl validate it.yaml").orFail();
      Command.run("chmod", "700", open.toString()).orFail();
      assertThat(Command.run("sh", "-c", "cd " + open + " && l4d2ctl validate it.yaml").err())
          .contains(open.resolve("it.yaml") + ": user left4me may not read it");
    } finally {
      Command.run("rm", "-r", open.toString()).orFail();
    }
  }

  /** What else left4me runs may have taken the pipe to root's terminal, to write there later. */
  @Test
  void nothingIsPassedOnToRootsTerminalOnceTheProgramHasEnded() throws Exception {
    String begun = "until grep -q sleep /proc/$!/comm; do :; done; echo begun";
    String program = "sh -c 'sleep 617 & " + begun + "'";
    try (Pty terminal =
        Pty.run(
            "root",
            "/usr/share/left4me/l4d2ctl-as-left4me ' out err' "
                + program
                + " < /dev/null; echo over")) {
      assertThat(terminal.await("over")).contains("begun");
    } finally {
      Command.run("pkill", "--full", "--exact", "sleep 617").orFail();
    }
  }

  /** As in a line of cron's, or under a wrapper that trims it. */
  @Test
  void rootBecomesLeft4meWhateverHisPathIs() throws Exception {
    String java = "JDK_JAVA_OPTIONS=-XX:+ThatNoJavaHas";
    assertThat(Command.run("env", "PATH=/nowhere", java, "/usr/bin/l4d2ctl", "list"))
        .isEqualTo(Command.run("l4d2ctl", "list"));
  }

  @Test
  void whoCannotBeToldFromRootDoesNothing() throws Exception {
    String withoutId = "mount --bind /usr/bin/false /usr/bin/id && exec l4d2ctl list";
    assertThat(Command.run("unshare", "--mount", "sh", "-c", withoutId))
        .isEqualTo(new Command(1, "", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"root", "left4me"})
  void aFolderThatIsGoneIsInNobodysWay(String user) throws Exception {
    String there = "d=$(mktemp -d) && cd $d && rmdir $d && exec l4d2ctl list";
    Command gone = Command.run("runuser", "--user", user, "--", "sh", "-c", there);
    assertThat(gone.orFail()).isEqualTo(Command.run("l4d2ctl", "list").orFail());
  }

  @Test
  void aFileThatLeft4meMayNotReadIsNotCalledMissing() throws Exception {
    Path closed = Files.createTempDirectory("it-closed");
    try {
      Path file = Files.writeString(closed.resolve("it.yaml"), "port: 27184\n");
      assertThat(Command.run("l4d2ctl", "validate", file.toString()).err())
          .contains(file + ": user left4me may not read it");
    } finally {
      Command.run("rm", "-r", closed.toString()).orFail();
    }
    assertThat(Command.run("l4d2ctl", "validate", "/tmp/none.yaml").err())
        .contains("/tmp/none.yaml: no such file");
  }
}
