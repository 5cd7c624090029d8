package left4me.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import left4me.cli.Model;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the installed completion offers in a real bash and a real zsh, and the manual pages. */
final class CompletionIT {

  private static final Path ZSH =
      Path.of("src/test/resources/left4me/lab/zsh-matches.zsh").toAbsolutePath();
  private static final String STRANGER = "it-completes";

  /** Loads what is installed the way that an interactive bash does at the first TAB. */
  private static final String BASH =
      """
      source /usr/share/bash-completion/bash_completion
      _comp_load l4d2ctl || exit
      words="$1 end"
      read -ra COMP_WORDS <<< "$words"
      COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      [[ $1 == *' ' ]] && COMP_WORDS[COMP_CWORD]='' || { unset 'COMP_WORDS[COMP_CWORD]'; ((COMP_CWORD--)); }
      $(complete -p l4d2ctl | sed 's/.*-F \\([^ ]*\\) .*/\\1/')
      printf '%s\\n' "${COMPREPLY[@]}"
      """;

  @BeforeAll
  static void makeInstances() throws Exception {
    Command.run("useradd", "--create-home", STRANGER).orFail();
    StandIn.installAsLeft4me();
    Path file = Files.writeString(Path.of("/tmp/tab.yaml"), "port: 27186\n");
    for (String name : List.of("tab-runs", "tab-rests")) {
      Command.run("l4d2ctl", "initialize", name, "-f", file.toString()).orFail();
    }
    Command.run("l4d2ctl", "start", "tab-runs").orFail();
  }

  @AfterAll
  static void deleteThem() throws Exception {
    Command.run("l4d2ctl", "delete", "tab-runs", "tab-rests").orFail();
    Command.run("userdel", "--force", "--remove", STRANGER);
  }

  private static Set<String> offered(Command command) {
    Set<String> words = new TreeSet<>(command.orFail().lines().toList());
    words.remove("");
    return words;
  }

  private static Set<String> bash(String user, String line) throws Exception {
    return offered(Command.loginAs(user, "bash", "-c", BASH, "bash", line));
  }

  private static Set<String> zsh(String user, String line) throws Exception {
    return offered(
        Command.loginAs(user, "timeout", "60", "env", "TERM=xterm", "zsh", "-f", ZSH + "", line));
  }

  @Test
  void zshOffersEachCommandAndOptionAndNoOther() throws Exception {
    Set<String> commands = new TreeSet<>(Model.options().keySet());
    commands.remove("");
    assertThat(zsh("root", "l4d2ctl ")).isEqualTo(commands);
    assertThat(zsh("root", "l4d2ctl help ")).isEqualTo(commands);
    for (var each : Model.options().entrySet()) {
      String line = each.getKey().isEmpty() ? "l4d2ctl -" : "l4d2ctl " + each.getKey() + " -";
      assertThat(zsh("root", line)).as(line).isEqualTo(each.getValue());
    }
    assertThat(zsh("root", "l4d2ctl validate /etc/hostn")).containsExactly("hostname");
    assertThat(zsh("root", "l4d2ctl initialize -f /etc/hostn")).containsExactly("hostname");
  }

  @Test
  void bashFindsTheInstalledFile() throws Exception {
    assertThat(bash("root", "l4d2ctl sta")).containsExactly("start", "status");
    assertThat(bash("root", "l4d2ctl validate /etc/hostn")).containsExactly("/etc/hostname");
  }

  @Test
  void namesAreThoseThatTheCallerMaySee() throws Exception {
    String line = "l4d2ctl logs --json tab-";
    for (String user : List.of("root", "left4me")) {
      assertThat(bash(user, line)).containsExactly("tab-rests", "tab-runs");
      assertThat(zsh(user, line)).containsExactly("tab-rests", "tab-runs");
    }
    assertThat(bash(STRANGER, line)).containsExactly("tab-runs");
    assertThat(zsh(STRANGER, line)).containsExactly("tab-runs");
  }

  /** Any name that a folder of left4me's can have reaches root's shell here. */
  @Test
  void aFolderWithACommandForANameIsNoInstanceAndRunsNothing() throws Exception {
    Path witness = Path.of("/root/tab-witness");
    String folder = StandIn.ROOT + "/instances/$(echo>tab-witness)";
    Command.loginAs("left4me", "mkdir", folder).orFail();
    try {
      assertThat(bash("root", "l4d2ctl start tab-")).containsExactly("tab-rests", "tab-runs");
      assertThat(zsh("root", "l4d2ctl start tab-")).containsExactly("tab-rests", "tab-runs");
      assertThat(zsh("root", "l4d2ctl start ")).doesNotContain("$(echo>tab-witness)");
      assertThat(witness).doesNotExist();
    } finally {
      Command.loginAs("left4me", "rmdir", folder);
      Files.deleteIfExists(witness);
    }
  }

  @Test
  void theManualPagesAreCleanAndInTheirPlace() throws Exception {
    for (String page : List.of("man1/l4d2ctl.1", "man7/left4me.7", "man8/left4me-overlay.8")) {
      Command lint = Command.run("mandoc", "-Tlint", "-W", "warning", "/usr/share/man/" + page);
      assertThat(lint).as(page).isEqualTo(new Command(0, "", ""));
    }
  }

  /** Each page that a unit names, if it is one of ours. */
  @Test
  void theUnitsNamePagesThatThereAre() throws Exception {
    String documentation =
        Command.run(
                "systemctl",
                "show",
                "--property=Documentation",
                "--value",
                "left4me-server@x.service",
                "left4me-mount@x.service",
                "left4me-umount@x.service",
                "left4me-autostart.service",
                "left4me.slice")
            .orFail();
    assertThat(documentation.strip().lines().filter(line -> !line.isEmpty()))
        .hasSize(5)
        .allMatch(line -> line.contains("man:left4me(7)"));
    java.util.regex.Pattern.compile("man:(l(?:4d2|eft4me)[a-z0-9-]*)\\((\\d)\\)")
        .matcher(documentation)
        .results()
        .forEach(
            page ->
                assertThat(
                        Path.of(
                            "/usr/share/man/man" + page.group(2),
                            page.group(1) + "." + page.group(2)))
                    .isRegularFile());
  }
}
