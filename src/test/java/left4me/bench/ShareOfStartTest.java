package left4me.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** The time that a unit took to come up is understood from what systemd says of it. */
final class ShareOfStartTest {

  private static final String BEGIN = "InactiveExitTimestampMonotonic=1000500\n";
  private static final String END = "ActiveEnterTimestampMonotonic=1120750\n";

  @Test
  void itIsInMillisecondsWhicheverIsFirst() {
    assertThat(ShareOfStart.between(BEGIN + END)).isEqualTo(120.25);
    assertThat(ShareOfStart.between(END + BEGIN)).isEqualTo(120.25);
  }

  @Test
  void whatSystemdDoesNotSayIsNotNought() {
    assertThatThrownBy(() -> ShareOfStart.between(BEGIN))
        .isInstanceOf(NoSuchElementException.class);
  }
}
