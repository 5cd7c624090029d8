package left4me.systemd.dbus;

import static org.assertj.core.api.Assertions.assertThat;

import left4me.systemd.SystemdException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BusErrorsTest {

  @ParameterizedTest
  @CsvSource({
    "org.freedesktop.DBus.Error.NoReply, true",
    "org.freedesktop.DBus.Error.ServiceUnknown, true",
    "org.freedesktop.DBus.Error.NameHasNoOwner, true",
    "org.freedesktop.DBus.Error.AccessDenied, false",
    "org.freedesktop.systemd1.NoSuchUnit, false",
    "org.freedesktop.DBus.Error.NoReplyAtAll, false",
  })
  void knowsThatThePeerIsGone(String name, boolean gone) {
    assertThat(BusErrors.isPeerGone(new Answer.Refused(name, "", true))).isEqualTo(gone);
    assertThat(BusErrors.isPeerGone(new Answer.Refused(name, "", false)))
        .as("said by systemd")
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "org.freedesktop.DBus.Error.AccessDenied, left4me.systemd.SystemdException$AccessDenied",
    "org.freedesktop.DBus.Error.InteractiveAuthorizationRequired,"
        + " left4me.systemd.SystemdException$AccessDenied",
    "org.freedesktop.systemd1.NoSuchUnit, left4me.systemd.SystemdException$NoSuchUnit",
    "org.freedesktop.systemd1.UnitMasked, left4me.systemd.SystemdException$Refused",
    "com.example.New, left4me.systemd.SystemdException$Refused",
  })
  void makesATypedException(String name, Class<? extends SystemdException> type) {
    SystemdException failure =
        BusErrors.toException("start a.service", new Answer.Refused(name, "some text", false));

    assertThat(failure).isExactlyInstanceOf(type);
    assertThat(failure.errorName()).contains(name);
    assertThat(failure).hasMessageStartingWith("start a.service: ").hasMessageContaining("text");
  }

  @Test
  void asksForAPasswordOnlyWherePolkitWould() {
    var failure =
        BusErrors.toException(
            "start a.service",
            new Answer.Refused(
                "org.freedesktop.DBus.Error.InteractiveAuthorizationRequired", "", false));

    assertThat(((SystemdException.AccessDenied) failure).passwordWouldHelp()).isTrue();
  }
}
