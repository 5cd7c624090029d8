package left4me.systemd.dbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadlineTest {

  @ParameterizedTest
  @CsvSource({"PT30S, 30 s", "PT0.5S, 0.5 s", "PT5M, 300 s", "PT0.001S, 0.001 s", "PT0S, 0 s"})
  void writesALimitForAPerson(Duration limit, String text) {
    assertThat(Deadline.after(limit).limitText()).isEqualTo(text);
  }

  @Test
  void passes() {
    assertThat(Deadline.after(Duration.ZERO).hasPassed()).isTrue();
    assertThat(Deadline.after(Duration.ofHours(1)).hasPassed()).isFalse();
    assertThat(Deadline.after(Duration.ofHours(-1)).nanosLeft()).isZero();
  }

  @Test
  void mayBeForever() {
    Duration forever = ChronoUnit.FOREVER.getDuration();
    Deadline deadline = Deadline.after(forever);

    assertThat(deadline.hasPassed()).isFalse();
    assertThat(deadline.limitText()).endsWith(" s");
    assertThat(deadline.orAfter(Duration.ZERO).hasPassed()).isTrue();
    assertThat(Deadline.after(forever.negated()).hasPassed()).isTrue();
  }

  @Test
  void takesTheSooner() {
    Deadline soon = Deadline.after(Duration.ofMinutes(1));
    Deadline later = Deadline.after(Duration.ofHours(1));

    assertThat(soon.orAfter(Duration.ofHours(1))).isEqualTo(soon);
    assertThat(later.orAfter(Duration.ofMinutes(1)).limit()).isEqualTo(Duration.ofMinutes(1));
  }
}
