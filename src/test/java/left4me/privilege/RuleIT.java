package left4me.privilege;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import left4me.lab.Command;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the polkit rule makes of questions that systemd does not put yet: asked in its place, about
 * a process of user left4me.
 */
final class RuleIT {

  private static final String START = "Authentication is required to start '$(unit)'.";

  private static final List<Process> PROCESSES = new ArrayList<>();

  @BeforeAll
  static void startProcesses() throws Exception {
    for (String user : List.of("left4me", "nobody")) {
      Process process =
          new ProcessBuilder(
                  "setpriv",
                  "--reuid=" + user,
                  "--clear-groups",
                  "sh",
                  "-c",
                  "echo; exec sleep 600")
              .start();
      PROCESSES.add(process);
      // It has its user by now.
      assertThat(process.getInputStream().read()).isEqualTo('\n');
    }
  }

  @AfterAll
  static void endProcesses() throws Exception {
    for (Process process : PROCESSES) {
      process.destroyForcibly().waitFor();
    }
  }

  private static boolean permits(String verb, String... message) throws Exception {
    List<String> question = new ArrayList<>(List.of("pkcheck", "--process"));
    question.add(Long.toString(PROCESSES.getFirst().pid()));
    question.addAll(List.of("--action-id", "org.freedesktop.systemd1.manage-units"));
    question.addAll(List.of("--detail", "unit", "left4me-server@rule.service"));
    question.addAll(List.of("--detail", "verb", verb));
    for (String words : message) {
      question.addAll(List.of("--detail", "polkit.message", words));
    }
    return Command.run(question).status() == 0;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "start        | Authentication is required to start '$(unit)'.",
        "stop         | Authentication is required to stop '$(unit)'.",
        "restart      | Authentication is required to restart '$(unit)'.",
        "reset-failed | Authentication is required to reset the \"failed\" state of '$(unit)'."
      })
  void whatSystemdAsksIsPermitted(String verb, String message) throws Exception {
    assertThat(permits(verb, message)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authentication is required to start transient unit '$(unit)'.",
        "Authentication is required to run a command as unit '$(unit)'.",
        "Authentication is required to stop '$(unit)'.",
        "x Authentication is required to start '$(unit)'.",
        "Authentication is required to start '$(unit)'. x",
        "Authentication is required to start '$(unit)'.\n",
        "Authentication is required to start 'left4me-server@rule.service'.",
        "undefined",
        ""
      })
  void aStartInOtherWordsIsNot(String message) throws Exception {
    assertThat(permits("start", message)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "try-restart",
        "reload",
        "reload-or-restart",
        "kill",
        "ref",
        "constructor",
        "toString",
        "__proto__",
        "Start",
        "start ",
        ""
      })
  void anotherVerbIsNotWhateverItSays(String verb) throws Exception {
    assertThat(permits(verb)).isFalse();
    assertThat(permits(verb, START)).isFalse();
  }

  /** Everybody else may; it would have systemd run what left4me has written, out of any sandbox. */
  @Test
  void aLingerIsNotLeft4mes() throws Exception {
    assertThat(mayLinger(PROCESSES.getFirst())).isFalse();
    assertThat(mayLinger(PROCESSES.getLast())).as("another user").isTrue();
  }

  private static boolean mayLinger(Process process) throws Exception {
    return Command.run(
                "pkcheck",
                "--process",
                Long.toString(process.pid()),
                "--action-id",
                "org.freedesktop.login1.set-self-linger")
            .status()
        == 0;
  }

  @Test
  void aQuestionWithoutWordsIsNot() throws Exception {
    assertThat(permits("start")).isFalse();
  }
}
