package left4me.systemd.dbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import left4me.systemd.JobResult;
import left4me.systemd.UnitName;
import left4me.systemd.UnitStatus;
import org.freedesktop.dbus.types.Variant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobKindTest {

  @ParameterizedTest
  @CsvSource({
    "START, loaded,    active,       running,      success,   done",
    "START, loaded,    reloading,    reload,       success,   done",
    "START, loaded,    failed,       failed,       exit-code, failed",
    "START, loaded,    activating,   auto-restart, exit-code, failed",
    "START, loaded,    activating,   auto-restart-queued, exit-code, failed",
    "START, loaded,    activating,   start-pre,    success,   canceled",
    "START, loaded,    deactivating, stop-sigterm, success,   canceled",
    "START, loaded,    inactive,     dead,         success,   done",
    "START, loaded,    inactive,     dead,         '',        done",
    "START, loaded,    inactive,     dead,         exit-code, canceled",
    "START, not-found, inactive,     dead,         '',        canceled",
    "RESTART, loaded,  active,       running,      success,   done",
    "RESTART, loaded,  failed,       failed,       timeout,   failed",
    "STOP,  loaded,    inactive,     dead,         success,   done",
    "STOP,  loaded,    failed,       failed,       exit-code, done",
    "STOP,  not-found, inactive,     dead,         '',        done",
    "STOP,  loaded,    active,       running,      success,   canceled",
    "STOP,  loaded,    deactivating, stop-sigterm, success,   canceled",
  })
  void judgesByTheUnit(
      JobKind kind, String load, String active, String sub, String result, String word) {
    UnitStatus status =
        new UnitProperties(
                Map.of(
                    "LoadState", new Variant<>(load),
                    "ActiveState", new Variant<>(active),
                    "SubState", new Variant<>(sub),
                    "Result", new Variant<>(result)))
            .status(new UnitName("a.service"));

    assertThat(kind.judge(status)).isEqualTo(new JobResult(word));
  }
}
