package left4me.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class MomentConverterTest {

  /** 23:30 of the day before in London; Berlin is an hour ahead in winter. */
  private final MomentConverter converter =
      new MomentConverter(
          InstantSource.fixed(Instant.parse("2026-01-09T23:30:00Z")),
          () -> ZoneId.of("Europe/Berlin"));

  @ParameterizedTest
  @CsvSource({
    "00:15, 2026-01-09T23:15:00Z",
    "00:15:30, 2026-01-09T23:15:30Z",
    "today, 2026-01-09T23:00:00Z",
    "yesterday, 2026-01-08T23:00:00Z",
    "2026-01-05, 2026-01-04T23:00:00Z",
    "2026-01-05 18:30, 2026-01-05T17:30:00Z",
    "2026-01-05T18:30:01, 2026-01-05T17:30:01Z",
    "2026-07-05 18:30, 2026-07-05T16:30:00Z",
    "2026-01-05T18:30:00Z, 2026-01-05T18:30:00Z",
    "2026-01-05T18:30:00+05:00, 2026-01-05T13:30:00Z",
    "2026-01-05 18:30:00 +05:00, 2026-01-05T13:30:00Z",
    "2026-01-05 18:30:00 UTC, 2026-01-05T18:30:00Z",
    "90s, 2026-01-09T23:28:30Z",
    "10min, 2026-01-09T23:20:00Z",
    "10m, 2026-01-09T23:20:00Z",
    "-2h, 2026-01-09T21:30:00Z",
    "1d ago, 2026-01-08T23:30:00Z",
  })
  void aTimeIsTakenAsAnAdministratorMeansIt(String text, Instant meant) {
    assertThat(converter.convert(text)).isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"90s", "2026-01-05T18:30:00Z", "2026-01-05 18:30:00 +05:00"})
  void whatIsTheSameEverywhereAsksForNoZone(String text) {
    MomentConverter nowhere =
        new MomentConverter(
            converter.clock(),
            () -> {
              throw new AssertionError("it was asked for");
            });
    assertThat(nowhere.convert(text)).isEqualTo(converter.convert(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "25:00",
        "2026-13-01",
        "10",
        "h",
        "99999999999s",
        "2026-01-05 25:30:00 UTC"
      })
  void whatIsNoTimeIsSaid(String text) {
    assertThatThrownBy(() -> converter.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("'" + text + "' is no time; expected");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Asia/Kolkata", "America/St_Johns"})
  void whatStatusPrintsIsTaken(String zone) {
    Instant time = Instant.parse("2026-01-05T18:30:00Z");
    assertThat(converter.convert(Times.withZone(time, TimeZone.getTimeZone(zone)))).isEqualTo(time);
  }

  @Test
  void theNumberOfLinesMayBeAll() {
    LineCountConverter lines = new LineCountConverter();
    assertThat(lines.convert("0")).isZero();
    assertThat(lines.convert("all")).isEqualTo(Integer.MAX_VALUE);
    assertThatThrownBy(() -> lines.convert("-1")).isInstanceOf(TypeConversionException.class);
  }
}
