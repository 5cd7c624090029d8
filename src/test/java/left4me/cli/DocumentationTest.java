package left4me.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import left4me.lab.Command;
import org.junit.jupiter.api.Test;

/** Help, manual and completion know the same commands and options as the program. */
final class DocumentationTest {

  private static final Map<String, Set<String>> MODEL = Model.options();

  private static Set<String> commands() {
    Set<String> names = new TreeSet<>(MODEL.keySet());
    names.remove("");
    return names;
  }

  @Test
  void everyCommandHasAHelpWithAnExampleOfItself() {
    for (String name : commands()) {
      Printed printed = new Printed("");
      assertThat(Model.program(printed.terminal()).execute(name, "--help")).isZero();
      assertThat(printed.out())
          .startsWith("Usage: l4d2ctl " + name)
          .contains("\n  l4d2ctl " + name)
          .contains(MODEL.getOrDefault(name, Set.of()));
      Printed same = new Printed("");
      assertThat(Model.program(same.terminal()).execute("help", name)).isZero();
      assertThat(same.out()).isEqualTo(printed.out());
    }
  }

  @Test
  void theManualHasEachCommandAndNoOther() throws Exception {
    assertThat(Manual.read().section("DESCRIPTION").words(".It Cm")).isEqualTo(commands());
  }

  /** An option is followed by the commands that take it, if not all do. */
  @Test
  void theManualHasEachOptionOfEachCommandAndNoOther() throws Exception {
    List<String> lines = Manual.read().section("OPTIONS").lines();
    Map<String, Set<String>> documented = new TreeMap<>();
    MODEL.keySet().forEach(name -> documented.put(name, new TreeSet<>()));
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(".It Fl ")) {
        Set<String> options = Manual.options(lines.get(i));
        String next = lines.get(i + 1);
        List<String> of = new ArrayList<>(MODEL.keySet());
        if (next.startsWith(".Pq Cm ")) {
          of = List.of(next.substring(".Pq Cm ".length()).split(" , ", -1));
        } else if (options.contains("--version")) {
          of = List.of("");
        }
        of.forEach(name -> documented.computeIfAbsent(name, n -> new TreeSet<>()).addAll(options));
      }
    }
    assertThat(documented).isEqualTo(MODEL);
  }

  /** In a real bash; names of instances are tried in the lab. */
  @Test
  void bashCompletesEachCommandAndOptionAndNoOther() throws Exception {
    assertThat(bash("l4d2ctl", "")).isEqualTo(commands());
    assertThat(bash("l4d2ctl", "help", "")).isEqualTo(commands());
    for (Map.Entry<String, Set<String>> each : MODEL.entrySet()) {
      Set<String> completed =
          each.getKey().isEmpty() ? bash("l4d2ctl", "-") : bash("l4d2ctl", each.getKey(), "-");
      assertThat(completed).as(each.getKey()).isEqualTo(each.getValue());
    }
    assertThat(bash("l4d2ctl", "sta")).containsExactlyInAnyOrder("start", "status");
    assertThat(bash("l4d2ctl", "--json", "log")).containsExactly("logs");
    assertThat(bash("l4d2ctl", "validate", "src/main/man/l4"))
        .containsExactly("src/main/man/l4d2ctl.1");
    assertThat(bash("l4d2ctl", "initialize", "-f", "src/main/man/l4"))
        .containsExactly("src/main/man/l4d2ctl.1");
  }

  private static Set<String> bash(String... words) throws Exception {
    String script =
        """
        cd "$1"; shift
        source src/main/completion/bash/l4d2ctl
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
        _l4d2ctl
        printf '%s\\n' "${COMPREPLY[@]}"
        """;
    List<String> command =
        new ArrayList<>(List.of("bash", "-c", script, "bash", Path.of("").toAbsolutePath() + ""));
    command.addAll(List.of(words));
    return new TreeSet<>(Command.run(command).orFail().lines().toList());
  }

  /** A real zsh is tried in the lab; this says at once what is missing. */
  @Test
  void zshsFileHasEachCommandAndOption() throws Exception {
    String file = Files.readString(Path.of("src/main/completion/zsh/_l4d2ctl"));
    for (String name : commands()) {
      assertThat(file).contains("'" + name + ":").containsPattern("[( |]" + name + "[ )|]");
      for (String option : MODEL.getOrDefault(name, Set.of())) {
        assertThat(file).containsPattern("['{,]" + Pattern.quote(option) + "[\\[,}]");
      }
    }
  }

  @Test
  void theVersionIsThePackages() throws Exception {
    Printed printed = new Printed("");
    assertThat(Model.program(printed.terminal()).execute("--version")).isZero();
    String pom = Files.readString(Path.of("pom.xml"));
    assertThat(pom)
        .contains(
            "<artifactId>left4me-host</artifactId>\n  <version>"
                + printed.out().strip().replace("l4d2ctl ", "")
                + "</version>");
  }
}
