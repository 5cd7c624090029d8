package left4me.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

final class TimesTest {

  private static String at(String zone, String time) {
    return Times.withZone(Instant.parse(time), TimeZone.getTimeZone(zone));
  }

  @Test
  void aTimeThatStandsAloneSaysHowFarItsZoneIsFromUtc() {
    assertThat(at("Europe/Berlin", "2026-11-22T18:30:00.25Z"))
        .isEqualTo("2026-11-22 19:30:00 +01:00");
    assertThat(at("Europe/Berlin", "2026-07-22T18:30:00Z")).isEqualTo("2026-07-22 20:30:00 +02:00");
    assertThat(at("America/St_Johns", "2026-11-22T18:30:00Z"))
        .isEqualTo("2026-11-22 15:00:00 -03:30");
  }

  @Test
  void thatOfMostServersIsUtc() {
    assertThat(at("UTC", "2026-11-22T18:30:00Z")).isEqualTo("2026-11-22 18:30:00 UTC");
    assertThat(at("Etc/UTC", "2026-11-22T18:30:00Z")).isEqualTo("2026-11-22 18:30:00 UTC");
  }
}
