package left4me.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import left4me.host.LogLine.Priority;
import left4me.instance.InstanceName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StatusTextTest {

  private static List<String> plain(List<Line> lines) {
    return lines.stream().map(line -> line.written(false)).toList();
  }

  @Test
  void theListTellsNothingThatIsNotKnown() {
    assertThat(
            plain(
                StatusText.list(
                    List.of(
                        Samples.running("alpha"), Samples.failed("bravo"), Samples.unknown("c")))))
        .containsExactly(
            "NAME   STATE                PORT  AT BOOT",
            "alpha  active (running)    27015  yes",
            "bravo  failed (exit-code)  27016  no",
            "c      inactive (dead)         ?  ?");
  }

  @Test
  void theTableHasWhatTheKernelAccountsForIfItDoes() {
    assertThat(plain(StatusText.table(List.of(Samples.running("a"), Samples.unknown("b")))))
        .first()
        .asString()
        .isEqualTo(
            "NAME  STATE              PID  SINCE"
                + " ".repeat(Times.withZone(Samples.TIME).length() - 5)
                + "     CPU  MEMORY  TASKS  RESTARTS  AT BOOT  OVERLAY");
    assertThat(plain(StatusText.table(List.of(Samples.unknown("b")))).getFirst())
        .doesNotContain("CPU", "MEMORY", "TASKS");
  }

  @Test
  void theBlockHasAllThatIsKnown() {
    assertThat(plain(StatusText.block(Samples.running("alpha"))))
        .contains(
            "    Instance: alpha",
            "       State: active (running)",
            "        Port: 27015",
            "     Overlay: mounted",
            "         CPU: 7.089s",
            "      Memory: 300.0M",
            "       Tasks: 23");
    assertThat(plain(StatusText.block(Samples.failed("alpha"))))
        .contains("      Failed: ExecStartPre=… ended with status 1", "    Main PID: -");
  }

  @Test
  void aChangeSaysWhatItCameTo() {
    assertThat(StatusText.change("18:30", Samples.running("alpha")).written(false))
        .isEqualTo("18:30 alpha active (running), process 4711, restart 2");
  }

  @Test
  void whatAColourSaysIsInTheWordsToo() {
    assertThat(StatusText.change("t", Samples.failed("a")).written(true))
        .contains("\u001b[31mfailed (exit-code)\u001b[0m");
    LogText text = new LogText(List.of());
    Line line = text.line(Samples.line("alpha", Priority.ERROR, "x"));
    assertThat(line.written(true)).contains("\u001b[31m[err] x\u001b[0m");
    assertThat(line.written(false)).endsWith(" [err] x");
    assertThat(text.line(Samples.line("alpha", Priority.INFORMATIONAL, "x")).written(false))
        .isEqualTo(Times.second(Samples.TIME) + " x");
  }

  @Test
  void linesOfSeveralInstancesSayWhoseTheyAre() {
    LogText text = new LogText(List.of(new InstanceName("alpha"), new InstanceName("b")));
    assertThat(text.line(Samples.line("b", Priority.INFORMATIONAL, "x")).written(false))
        .isEqualTo(Times.second(Samples.TIME) + " b:     x");
    LogText same = new LogText(List.of(new InstanceName("b"), new InstanceName("b")));
    assertThat(same.line(Samples.line("b", Priority.INFORMATIONAL, "x")).written(false))
        .isEqualTo(Times.second(Samples.TIME) + " x");
  }

  @ParameterizedTest
  @CsvSource({"0, 0B", "1023, 1023B", "1536, 1.5K", "314572800, 300.0M", "5497558138880, 5.0T"})
  void sizesAreShort(long bytes, String text) {
    assertThat(StatusWords.size(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"PT0.05S, 0.050s", "PT65S, 1min 5s", "PT3H4M5S, 3h 4min", "PT50H, 2d 2h"})
  void durationsAreShort(Duration duration, String text) {
    assertThat(StatusWords.duration(duration)).isEqualTo(text);
  }
}
