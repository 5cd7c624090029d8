package left4me.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import left4me.host.DropIn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command on the booted host, as root, who becomes left4me, and as left4me. */
final class L4d2ctlIT {

  private static final String COLOUR = "\u001b[32mactive (running)\u001b[0m";
  private static final Path SLOW = StandIn.ROOT.resolve("overlays/it-slow");

  /**
   * A server that takes its time to end: until the file goes that is there, or else three seconds.
   * Whatever it starts once it was interrupted is deaf to interrupts: systemd looks for processes
   * of the unit until it finds no new one, and would end a young sleep too.
   */
  private static final String SLOW_SERVER =
      """
      #!/bin/sh
      # TEST FIXTURE
      end() {
        trap "" INT
        [ -e held ] || sleep 3
        while [ -e held ]; do sleep 0.1; done
        exit 0
      }
      trap end INT
      echo 'slow: from now on'
      while :; do sleep 60 & wait; done
      """;

  @BeforeAll
  static void makeInstances() throws Exception {
    StandIn.installAsLeft4me();
    initialize("ctl-a", "port: 27181\nconfig: ['hostname a']\n");
    initialize("ctl-bravo", "port: 27182\n");
    Files.createDirectories(SLOW);
    Path program = Files.writeString(SLOW.resolve("srcds_run"), SLOW_SERVER);
    Command.run("chmod", "755", program.toString()).orFail();
    Command.run("chown", "-R", "left4me:left4me", SLOW.toString()).orFail();
    initialize("ctl-slow", "port: 27183\noverlays: [{path: it-slow}]\n");
  }

  private static void initialize(String name, String blueprint) throws Exception {
    Path file = Files.writeString(Path.of("/tmp/" + name + ".yaml"), blueprint);
    Command.run("l4d2ctl", "initialize", name, "-f", file.toString()).orFail();
  }

  @AfterAll
  static void deleteThem() throws Exception {
    Command.run("l4d2ctl", "delete", "ctl-a", "ctl-bravo", "ctl-slow", "ctl-bad").orFail();
    Command.run("rm", "-r", SLOW.toString()).orFail();
  }

  @BeforeEach
  void startThem() throws Exception {
    Command.run("l4d2ctl", "start", "ctl-a", "ctl-bravo").orFail();
    // One that answers has printed something, and says so when it is stopped.
    A2s.hostname(27181);
    A2s.hostname(27182);
  }

  @Test
  void theListHasWhatIsThere() throws Exception {
    Command.run("l4d2ctl", "stop", "ctl-bravo", "ctl-slow").orFail();
    String list = Command.run("l4d2ctl", "list").orFail();
    assertThat(list).startsWith("NAME ").doesNotContain("\u001b");
    assertThat(list.lines().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "ctl-a active (running) 27181 yes",
            "ctl-bravo inactive (dead) 27182 no",
            "ctl-slow inactive (dead) 27183 no");
    assertThat(Command.loginAs("left4me", "l4d2ctl", "list").orFail()).isEqualTo(list);
  }

  @Test
  void severalAreToldOfInATableAndOneAtLength() throws Exception {
    String table = Command.run("l4d2ctl", "status", "ctl-bravo", "ctl-a").orFail();
    assertThat(table.lines().map(line -> line.replaceAll(" .*", "")))
        .containsExactly("NAME", "ctl-bravo", "ctl-a");
    assertThat(Command.run("l4d2ctl", "status").orFail()).contains("ctl-a ", "ctl-slow ");
    assertThat(Command.run("l4d2ctl", "status", "ctl-a").orFail())
        .contains("Instance: ctl-a\n", "Port: 27181\n", "Overlay: mounted\n");
  }

  @Test
  void aNameThatThereIsNotIsShownAndSaid() throws Exception {
    Command status = Command.run("l4d2ctl", "status", "ctl-none");
    assertThat(status.status()).isEqualTo(1);
    assertThat(status.out()).contains("Initialized: no\n");
    assertThat(status.err()).isEqualTo("l4d2ctl: status ctl-none: there is no such instance\n");
    Journald.syncServers();
    Command logs = Command.run("l4d2ctl", "logs", "ctl-none");
    assertThat(logs.status()).isEqualTo(1);
    assertThat(logs.err()).startsWith("l4d2ctl: logs ctl-none: there is no such instance");
    Command one = Command.run("l4d2ctl", "logs", "-n", "1", "ctl-none", "ctl-a");
    assertThat(one.status()).isEqualTo(1);
    assertThat(one.out()).contains("ctl-a");
    assertThat(one.err()).startsWith("l4d2ctl: logs ctl-none: there is no such instance");
    assertThat(Command.run("l4d2ctl", "stop", "ctl-slow").status()).isZero();
    assertThat(Command.run("l4d2ctl", "status", "ctl-slow").status()).isZero();
  }

  @Test
  void aProgramGetsTheSameShapeOfEachCommand() throws Exception {
    String array = Command.run("l4d2ctl", "status", "--json", "ctl-a").orFail();
    assertThat(array)
        .startsWith("[\n{\"instance\":\"ctl-a\",\"initialized\":true,\"port\":27181,")
        .endsWith("}\n]\n");
    assertThat(Command.run("l4d2ctl", "--json", "list").orFail())
        .contains("{\"instance\":\"ctl-slow\",\"initialized\":true,\"port\":27183,");
    assertThat(Command.run("l4d2ctl", "stop", "--json", "ctl-bravo").orFail().lines())
        .first()
        .asString()
        .startsWith("{\"event\":\"step\",\"instance\":\"ctl-bravo\",\"time\":\"");
    assertThat(Command.run("l4d2ctl", "stop", "--json", "ctl-bravo").orFail().lines())
        .last()
        .isEqualTo(
            "{\"event\":\"result\",\"instance\":\"ctl-bravo\",\"operation\":\"stop\","
                + "\"outcome\":\"already-so\"}");
  }

  @Test
  void oneThatFailsHindersNoOtherAndIsToldToBoth() throws Exception {
    initialize("ctl-bad", "port: 27184\noverlays: [{path: none}]\n");
    Command.run("l4d2ctl", "stop", "ctl-a").orFail();
    Command start = Command.run("l4d2ctl", "start", "--json", "ctl-bad", "ctl-a");
    assertThat(start.status()).isEqualTo(1);
    assertThat(start.out().lines())
        .anyMatch(line -> line.startsWith("{\"event\":\"result\",\"instance\":\"ctl-a\""))
        .anyMatch(
            line ->
                line.startsWith(
                    "{\"event\":\"error\",\"instance\":\"ctl-bad\",\"operation\":\"start\","
                        + "\"kind\":\"files\",\"message\":\"start ctl-bad: the layer "));
    assertThat(start.err()).startsWith("l4d2ctl: start ctl-bad: the layer ");
  }

  @Test
  void logsAreOfOneOrOfSeveral() throws Exception {
    Command.run("l4d2ctl", "stop", "ctl-a").orFail();
    Journald.syncServers();
    String one = Command.run("l4d2ctl", "logs", "-n", "1", "ctl-a").orFail();
    assertThat(one)
        .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d stand-in: Server shutting down\\.\n");
    String both = Command.run("l4d2ctl", "logs", "-n", "all", "ctl-a", "ctl-bravo").orFail();
    assertThat(both).contains(" ctl-a:     stand-in: ", " ctl-bravo: stand-in: ");
    assertThat(Command.run("l4d2ctl", "logs", "--json", "-n", "1", "ctl-a").orFail())
        .startsWith("{\"instance\":\"ctl-a\",\"time\":\"")
        .endsWith("\"text\":\"stand-in: Server shutting down.\"}\n");
    assertThat(Command.run("l4d2ctl", "logs", "--since", "2999-01-01", "ctl-a").orFail()).isEmpty();
  }

  @Test
  void aRunIsShownByItself() throws Exception {
    Command.run("l4d2ctl", "restart", "ctl-a").orFail();
    try (Pty pty = Pty.run("root", "l4d2ctl logs -f --run ctl-a")) {
      pty.await("Connection to stand-in servers successful");
      pty.type(Pty.INTERRUPT);
    }
    String run = Command.run("l4d2ctl", "logs", "--run", "ctl-a").orFail();
    assertThat(run.lines().filter(line -> line.contains("Console initialized"))).hasSize(1);
    Command.run("l4d2ctl", "stop", "ctl-a").orFail();
    Journald.syncServers();
    assertThat(Command.run("l4d2ctl", "logs", "--run", "ctl-a").orFail())
        .as("the last run, which systemd has forgotten")
        .startsWith(run)
        .contains("Server shutting down");
  }

  @ParameterizedTest
  @ValueSource(strings = {"root", "left4me"})
  void aFollowedLogGoesOnUntilCtrlC(String user) throws Exception {
    try (Pty pty = Pty.run(user, "l4d2ctl logs -f -n 1 ctl-a; echo status $?")) {
      pty.await("stand-in: ");
      Command.run("l4d2ctl", "restart", "ctl-a").orFail();
      pty.await("Server shutting down");
      pty.await("Connection to stand-in servers successful");
      pty.type(Pty.INTERRUPT);
      pty.await("status 130");
      assertThat(pty.all()).doesNotContain("l4d2ctl:");
    }
  }

  /** As of a name that was mistyped. */
  @ParameterizedTest
  @ValueSource(strings = {"logs -f", "watch"})
  void whatIsWaitedForThoughThereIsNoneIsSaid(String verb) throws Exception {
    try (Pty pty = Pty.run("left4me", "l4d2ctl " + verb + " ctl-none; echo status $?")) {
      pty.await("note: there is no instance ctl-none yet");
      pty.type(Pty.INTERRUPT);
      pty.await("status 130");
    }
  }

  @Test
  void aWatchTellsEachChangeAsItHappens() throws Exception {
    try (Pty pty = Pty.run("left4me", "l4d2ctl watch ctl-a; echo status $?")) {
      pty.await("active (running)");
      Command.run("l4d2ctl", "stop", "ctl-a", "ctl-bravo").orFail();
      pty.await("deactivating");
      pty.await("inactive (dead)");
      Command.run("l4d2ctl", "start", "ctl-a").orFail();
      pty.await("active (running)");
      pty.type(Pty.INTERRUPT);
      pty.await("status 130");
      assertThat(pty.all()).doesNotContain("ctl-bravo", "l4d2ctl:");
      List<String> told =
          pty.all()
              .lines()
              .filter(line -> line.contains("ctl-a"))
              .map(line -> line.substring(line.indexOf("ctl-a")))
              .toList();
      for (int i = 1; i < told.size(); i++) {
        assertThat(told.get(i)).as("%s", told).isNotEqualTo(told.get(i - 1));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "root    | l4d2ctl list                | true",
        "left4me | l4d2ctl list                | true",
        "root    | l4d2ctl list < /dev/null    | true",
        "root    | l4d2ctl list 2> /dev/null   | true",
        "root    | l4d2ctl list ¦ cat          | false",
        "left4me | l4d2ctl list ¦ cat          | false",
        "root    | NO_COLOR=1 l4d2ctl list     | false",
        "root    | NO_COLOR=1 l4d2ctl list < /dev/null | false",
        "left4me | NO_COLOR=1 l4d2ctl list     | false",
        "root    | NO_COLOR= l4d2ctl list      | true",
        "root    | TERM=dumb l4d2ctl list      | false",
        "left4me | TERM=dumb l4d2ctl list      | false",
      })
  void colourIsForATerminalAlone(String user, String line, boolean coloured) throws Exception {
    try (Pty pty = Pty.run(user, "export TERM=xterm; " + line.replace('¦', '|'))) {
      String printed = pty.all();
      assertThat(printed).contains("ctl-a ", "active (running)");
      assertThat(printed.contains(COLOUR)).as(printed).isEqualTo(coloured);
      assertThat(printed.contains("\u001b")).as(printed).isEqualTo(coloured);
    }
  }

  @Test
  void whatTakesLongIsShownAtATerminalAndTakenAway() throws Exception {
    startSlow();
    Path held = Files.createFile(StandIn.ROOT.resolve("runtime/ctl-slow/merged/held"));
    try (DropIn patient =
        new DropIn("left4me-server@ctl-slow.service", "[Service]\nTimeoutStopSec=120\n")) {
      DropIn.load();
      try (Pty pty = Pty.run("left4me", "export TERM=xterm; l4d2ctl stop ctl-slow")) {
        pty.await("Stopping the server");
        String shown = secondsShown(pty);
        String later = shown;
        while (later.equals(shown)) {
          later = secondsShown(pty);
        }
        Files.delete(held);
        String all = pty.all();
        String erase = "\r\u001b[K";
        assertThat(all.substring(all.lastIndexOf(erase))).doesNotContain("…");
      }
    } finally {
      Files.deleteIfExists(held);
      DropIn.load();
    }
    startSlow();
    Command quiet = Command.run("l4d2ctl", "stop", "ctl-slow");
    assertThat(quiet.orFail()).contains("Step: Stopping the server\n").doesNotContain("…");
    assertThat(quiet.err()).isEmpty();
  }

  /** Which ones they are is for how much of the machine the command gets to tell. */
  private static String secondsShown(Pty pty) throws Exception {
    pty.await("ctl-slow: Stopping the server … ");
    return pty.await(" s");
  }

  /** Until it has its handler, an interrupt ends it at once. */
  private static void startSlow() throws Exception {
    Command.run("l4d2ctl", "start", "ctl-slow").orFail();
    try (Pty log = Pty.run("left4me", "l4d2ctl logs -f --run ctl-slow")) {
      log.await("slow: from now on");
    }
  }

  @Test
  void whatIsPrintedMeanwhileIsShownIfItIsWanted() throws Exception {
    try (DropIn slow = new DropIn("left4me-server@ctl-a.service", Journald.STOP_WITH_ALL_LINES)) {
      DropIn.load();
      assertThat(Command.run("l4d2ctl", "stop", "-v", "ctl-a").orFail())
          .contains("Output: stand-in: Server shutting down.\n");
      assertThat(Command.run("l4d2ctl", "stop", "ctl-bravo").orFail()).doesNotContain("Output:");
      Command.run("l4d2ctl", "start", "ctl-a").orFail();
      A2s.hostname(27181);
      assertThat(Command.run("l4d2ctl", "stop", "-v", "--json", "ctl-a").orFail())
          .contains("{\"event\":\"output\",\"instance\":\"ctl-a\",\"time\":\"");
    } finally {
      DropIn.load();
    }
  }

  @Test
  void whatCannotBeWrittenIsAFailureButNotAReaderWhoHasHadEnough() throws Exception {
    Command full = Command.run("sh", "-c", "l4d2ctl list > /dev/full");
    assertThat(full.status()).isEqualTo(1);
    assertThat(full.err()).contains("standard output: No space left on device");
    Command closed = Command.run("bash", "-c", "l4d2ctl list >&-");
    assertThat(closed.status()).isEqualTo(1);
    assertThat(closed.err()).isEqualTo("l4d2ctl: standard output: Bad file descriptor\n");
    // Whoever would have read is gone before anything is written.
    Command nobody = Command.run("bash", "-c", "exec 3> >(:); wait $!; l4d2ctl list >&3");
    nobody.orFail();
    assertThat(nobody.err()).isEmpty();
    Command enough =
        Command.run(
            "bash", "-c", "set -o pipefail; l4d2ctl logs -f -n 5 ctl-a | grep -m1 stand-in");
    assertThat(enough.out().lines()).hasSize(1);
    assertThat(enough.err()).isEmpty();
  }

  /** Its number would be that of the first file that Java opens. */
  @ParameterizedTest
  @ValueSource(strings = {"root", "left4me"})
  void aStandardInputThatIsClosedIsNotReadFromElsewhere(String user) throws Exception {
    String line = "l4d2ctl validate - <&- 2>&1; echo status $?";
    try (Pty terminal = Pty.run(user, line)) {
      assertThat(terminal.await("status 1")).contains("standard input: cannot be read: Bad file");
    }
  }

  /** With no line to come, no write tells: of none, and of a server that does not change. */
  @ParameterizedTest
  @ValueSource(strings = {"logs -f -n 1 ctl-a", "watch ctl-a"})
  void whatFollowsEndsWithItsReaderAlthoughThereIsNothingToWrite(String command) throws Exception {
    Command enough =
        Command.run("bash", "-c", "set -o pipefail; l4d2ctl " + command + " | head -n 1");
    assertThat(enough.orFail().lines()).hasSize(1);
    assertThat(enough.err()).isEmpty();
  }

  @Test
  void theLastLinesOfAFailedRunAreItsOwn() throws Exception {
    Command.run("l4d2ctl", "stop", "ctl-bravo").orFail();
    Path settings = StandIn.ROOT.resolve("instances/ctl-bravo/instance.env");
    String good = Files.readString(settings);
    // Not another run, of which there is no line yet.
    try (DropIn once = new DropIn("left4me-server@ctl-bravo.service", "[Service]\nRestart=no\n")) {
      DropIn.load();
      Files.writeString(settings, good.replaceAll("L4D2_PORT=.*", "L4D2_PORT=none"));
      assertThat(Command.run("l4d2ctl", "start", "ctl-bravo").status()).isEqualTo(1);
      Journald.syncServers();

      assertThat(Command.run("l4d2ctl", "status", "ctl-bravo").orFail())
          .contains("no usable L4D2_PORT line")
          .doesNotContain("Server shutting down");
    } finally {
      Files.writeString(settings, good);
      DropIn.load();
    }
  }
}
