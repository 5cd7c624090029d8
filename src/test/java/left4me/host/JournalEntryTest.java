package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import left4me.host.LogLine.Priority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JournalEntryTest {

  private static final String UNIT = "\"_SYSTEMD_UNIT\":\"left4me-server@alpha.service\"";

  private static LogLine line(String fields) throws IOException {
    return JournalEntry.parse("{" + UNIT + "," + fields + "}").orElseThrow().line();
  }

  @Test
  void readsAnEntry() throws Exception {
    JournalEntry entry =
        JournalEntry.parse(
                """
                {"__CURSOR":"s=1;i=7","__REALTIME_TIMESTAMP":"1795324262239259","PRIORITY":"4",\
                "MESSAGE":"hello","SYSLOG_IDENTIFIER":"srcds","_PID":"227",\
                "_SYSTEMD_UNIT":"left4me-server@alpha-1.service",\
                "_SYSTEMD_INVOCATION_ID":"e61351a3e0e9456584cc7f43f2e57f4d","_BOOT_ID":"b6"}""")
            .orElseThrow();
    LogLine line = entry.line();
    assertThat(entry.cursor()).isEqualTo("s=1;i=7");
    assertThat(line.instance().value()).isEqualTo("alpha-1");
    assertThat(line.time()).isEqualTo(Instant.parse("2026-11-22T05:11:02.239259Z"));
    assertThat(line.priority()).isEqualTo(Priority.WARNING);
    assertThat(line.invocation()).isEqualTo("e61351a3e0e9456584cc7f43f2e57f4d");
    assertThat(line.program()).isEqualTo("srcds");
    assertThat(line.pid()).isEqualTo(227);
    assertThat(line.text()).isEqualTo("hello");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"plain\"|plain",
        "\"\"|''",
        "null|''",
        "[104,195,188]|hü",
        "[120,27,91,49,109]|x\u001b[1m",
        "[255]|\ufffd",
        "[\"first\",\"second\"]|first",
        "[[104,105],\"second\"]|hi",
        "[]|''",
        "\"a\\u0000b\"|a\u0000b",
      })
  void readsEachFormOfAMessage(String json, String text) throws Exception {
    assertThat(line("\"MESSAGE\":" + json).text()).isEqualTo(text);
  }

  @Test
  void whatIsMissingOrNoNumberIsLeftOut() throws Exception {
    LogLine line = line("\"_PID\":\"x\",\"PRIORITY\":\"9\"");
    assertThat(line.pid()).isZero();
    assertThat(line.priority()).isEqualTo(Priority.INFORMATIONAL);
    assertThat(line.text()).isEmpty();
    assertThat(line("\"PRIORITY\":\"\"").priority()).isEqualTo(Priority.INFORMATIONAL);
    assertThat(line("\"PRIORITY\":\"0\"").priority()).isEqualTo(Priority.EMERGENCY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ssh.service",
        "left4me-server@Alpha.service",
        "left4me-server@.service",
        "left4me-serverx@alpha.service",
        "",
        "left4me-server@alpha.service\\n",
      })
  void whatIsOfNoInstanceIsLeftOut(String unit) throws Exception {
    assertThat(JournalEntry.parse("{\"_SYSTEMD_UNIT\":\"" + unit + "\"}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "[]", "{", "{\"MESSAGE\":[1", "{\"MESSAGE\":", "{\"a\"}"})
  void whatIsNoEntryIsRefused(String json) {
    assertThatThrownBy(() -> JournalEntry.parse(json)).isInstanceOf(IOException.class);
  }
}
