package left4me.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import left4me.host.LogLine;
import left4me.instance.InstanceName;
import org.junit.jupiter.api.Test;

final class LogTextTest {

  /** One that speaks to the journal itself may put any text into an entry. */
  @Test
  void aServerMakesNoLineThatLooksAsAnothers() {
    InstanceName alpha = new InstanceName("alpha");
    LogLine line =
        new LogLine(
            alpha,
            Instant.EPOCH,
            LogLine.Priority.INFORMATIONAL,
            "",
            "srcds",
            1,
            "map changed\n2026-11-27 05:00:00 bravo: all is well");
    String written =
        new LogText(List.of(alpha, new InstanceName("bravo"))).line(line).written(false);
    assertThat(written).hasLineCount(1).contains("changed?2026");
    assertThat(LogText.text(line).text()).hasLineCount(1);
  }
}
