package left4me.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SystemdExceptionTest {

  @Test
  void namesOperationErrorAndRemedy() {
    SystemdException failure =
        new SystemdException.NoSuchUnit(
            "start a.service", "org.freedesktop.systemd1.NoSuchUnit", "Unit a.service not found.");

    assertThat(failure)
        .hasMessage(
            "start a.service: systemd knows no such unit (org.freedesktop.systemd1.NoSuchUnit: Unit"
                + " a.service not found). Check the name; if its file is new, 'systemctl"
                + " daemon-reload' makes it known");
    assertThat(failure.operation()).isEqualTo("start a.service");
    assertThat(failure.errorName()).contains("org.freedesktop.systemd1.NoSuchUnit");
  }

  @Test
  void tellsWhetherAPasswordWouldHelp() {
    var refused = new SystemdException.AccessDenied("start a.service", "e.Denied", "", false);
    var challenged = new SystemdException.AccessDenied("start a.service", "e.Auth", "", true);

    assertThat(refused).hasMessageContaining("(e.Denied)").hasMessageNotContaining("password");
    assertThat(challenged).hasMessageContaining("(e.Auth)").hasMessageContaining("password");
    assertThat(challenged.passwordWouldHelp()).isTrue();
  }

  @Test
  void hasNoErrorNameWhereNoneCameBack() {
    var lost = new SystemdException.Disconnected("connect", "gone", null);

    assertThat(lost.errorName()).isEmpty();
    assertThat(lost).hasMessage("connect: gone");
  }
}
