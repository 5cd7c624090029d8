package left4me.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the start of l4d2ctl is spared. */
final class CommandStartIT {

  @RegisterExtension static final CtlInstance SERVER = new CtlInstance("quick", 27158);

  private static final String L4D2CTL = "/usr/bin/l4d2ctl";

  private static final Pattern PLACE = Pattern.compile("region #0 at base 0x0*([0-9a-f]+)");

  /** The command as its launcher starts it, and what Java is to tell besides. */
  private static Command start(String option, String... line) throws Exception {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("runuser", "--user", "left4me", "--", "/usr/bin/java"));
    words.addAll(List.of("-XX:AOTCache=/var/cache/left4me/l4d2ctl.aot", "-Dleft4me.terminals="));
    words.addAll(List.of("@/usr/share/left4me/l4d2ctl.options", option));
    words.addAll(List.of("--module", "left4me.host/left4me.cli.Main"));
    words.addAll(List.of(line));
    return Command.run(words.toArray(String[]::new));
  }

  /** The classes that Java came to, and where it had them from. */
  private static List<String> classes(String... line) throws Exception {
    Command run = start("-Xlog:class+load=info:stdout", line);
    assertThat(run.orFail()).as("the cache is used").contains("source: shared objects file");
    return run.out().lines().filter(each -> each.contains(" source: ")).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"status quick", "status", "list", "start quick", "stop quick"})
  void aPlainLineNeedsNoPicocli(String line) throws Exception {
    assertThat(classes(line.split(" ", -1)))
        .noneSatisfy(each -> assertThat(each).contains(" picocli."));
  }

  /** Neither a jar nor the names of all zones of the world, to say since when it runs. */
  @Test
  void theStatusOfOneThatRunsComesOutOfTheCache() throws Exception {
    SERVER.run("start").orFail();

    assertThat(classes("status", SERVER.name()))
        .noneSatisfy(each -> assertThat(each).contains("source: file:"))
        .noneSatisfy(each -> assertThat(each).contains("TimeZoneNames"));
  }

  @Test
  void itSaysSinceWhenByTheClockOfTheHost() throws Exception {
    SERVER.run("start").orFail();

    assertThat(start("-Duser.timezone=Asia/Kolkata", "status", SERVER.name()).orFail())
        .containsPattern("Since: [-0-9]{10} [:0-9]{8} \\+05:30\n");
  }

  /** Java would take one that is a file's name for an offset, today's, the whole year. */
  @ParameterizedTest
  @CsvSource({
    ":/etc/localtime, unset TZ",
    "/usr/share/zoneinfo/Europe/Berlin, TZ=Europe/Berlin",
    ":/usr/share/zoneinfo/Europe/Berlin, TZ=Europe/Berlin",
    ":Europe/Berlin, TZ=Europe/Berlin",
    "Europe/Berlin, TZ=Europe/Berlin",
    ":, TZ=UTC",
    "'', TZ=UTC"
  })
  void aZoneByItsFileIsTakenByItsName(String variable, String taken) throws Exception {
    Command run =
        Command.run(
            "runuser",
            "--user",
            "left4me",
            "--",
            "env",
            "TZ=" + variable,
            "sh",
            "-x",
            L4D2CTL,
            "list");
    assertThat(run.status()).isZero();
    assertThat(run.err().lines().filter(line -> line.matches("\\+ (unset )?TZ.*")))
        .last()
        .isEqualTo("+ " + taken);
  }

  @Test
  void whatItIsSparedIsNotSpokenOf() throws Exception {
    assertThat(SERVER.run("status").err()).isEmpty();
  }

  @Test
  void theCacheStaysWhereItWasMadeForAndThatIsDrawnAnew() throws Exception {
    String first = place();
    assertThat(place()).isEqualTo(first);
    Command.run("/usr/share/left4me/make-l4d2ctl-cache").orFail();
    assertThat(place()).isNotEqualTo(first);
  }

  @Test
  void anOptionThatALaterJavaHasNoMoreIsNoError() throws Exception {
    Command list = start("-XX:+ThatNoJavaHas", "list");
    assertThat(list).isEqualTo(new Command(0, start("-Xlog:disable", "list").orFail(), ""));
  }

  /** Where the cache's first part is in memory. */
  private static String place() throws Exception {
    Matcher place = PLACE.matcher(start("-Xlog:aot=info:stdout", "list").orFail());
    assertThat(place.find()).as("the cache is used").isTrue();
    return place.group(1);
  }
}
