package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import left4me.instance.InstanceName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LogRequestTest {

  private static final String RUN = "0123456789abcdef0123456789abcdef";

  @Test
  void becomesACommandOfJournalctl() {
    LogRequest request =
        LogRequest.last(7)
            .since(Instant.parse("2026-11-22T04:31:02.000259Z"))
            .ofRun(RUN)
            .following();
    assertThat(Journal.Query.of(List.of(new InstanceName("a")), request).command())
        .startsWith("/usr/bin/journalctl", "--namespace=left4me")
        .contains("--lines=7", "--follow", "--since=@1795321862.000259")
        .endsWith(
            "_SYSTEMD_INVOCATION_ID=" + RUN,
            "_SYSTEMD_UNIT=left4me-server@a.service",
            "_SYSTEMD_UNIT=left4me-mount@a.service",
            "_SYSTEMD_UNIT=left4me-umount@a.service");
  }

  @Test
  void noLimitIsNoNumber() {
    assertThat(Journal.Query.of(List.of(new InstanceName("a")), LogRequest.all()).command())
        .contains("--lines=all")
        .doesNotContain("--follow");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", RUN + "\n", RUN + "0", "0123456789ABCDEF0123456789abcdef"})
  void whatIsNoInvocationIsRefused(String run) {
    assertThatThrownBy(() -> LogRequest.last(1).ofRun(run))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aNegativeNumberIsRefused() {
    assertThatThrownBy(() -> LogRequest.last(-1)).isInstanceOf(IllegalArgumentException.class);
  }
}
