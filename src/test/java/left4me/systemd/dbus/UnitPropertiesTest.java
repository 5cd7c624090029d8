package left4me.systemd.dbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import left4me.systemd.CommandRun;
import left4me.systemd.ProcessEnd;
import left4me.systemd.UnitName;
import left4me.systemd.UnitStatus;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.UInt64;
import org.freedesktop.dbus.types.Variant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitPropertiesTest {

  private static final UnitName UNIT = new UnitName("a.service");
  private static final UInt64 UNKNOWN = new UInt64("18446744073709551615");

  @Test
  void readsARunningService() {
    Map<String, Variant<?>> properties = new HashMap<>();
    properties.put("LoadState", new Variant<>("loaded"));
    properties.put("LoadError", pair("(ss)", "", ""));
    properties.put("ActiveState", new Variant<>("active"));
    properties.put("SubState", new Variant<>("running"));
    properties.put("Result", new Variant<>("success"));
    properties.put("MainPID", new Variant<>(new UInt32(4711)));
    properties.put("ExecMainCode", new Variant<>(0));
    properties.put("ExecMainStatus", new Variant<>(0));
    properties.put("StateChangeTimestamp", new Variant<>(new UInt64(1_700_000_000_123_456L)));
    properties.put("InvocationID", new Variant<>(bytes(0x00, 0x7f, 0x80, 0xff), "ay"));
    properties.put("NRestarts", new Variant<>(new UInt32(3)));
    properties.put("MemoryCurrent", new Variant<>(new UInt64(1024)));
    properties.put("CPUUsageNSec", new Variant<>(new UInt64(0)));
    properties.put("TasksCurrent", new Variant<>(UNKNOWN));
    properties.put("Job", pair("(uo)", new UInt32(9), new DBusPath("/job/9")));

    UnitStatus status = new UnitProperties(properties).status(UNIT);

    assertThat(status)
        .isEqualTo(
            new UnitStatus(
                UNIT,
                "loaded",
                Optional.empty(),
                "active",
                "running",
                "success",
                4711,
                Optional.empty(),
                Optional.of(Instant.parse("2023-11-14T22:13:20.123456Z")),
                "007f80ff",
                3,
                OptionalLong.of(1024),
                OptionalLong.of(0),
                OptionalLong.empty(),
                Optional.of("/job/9"),
                List.of()));
    assertThat(status.isActive()).isTrue();
    assertThat(status.isDown()).isFalse();
  }

  @Test
  void readsNothingOutOfNothing() {
    UnitStatus status = new UnitProperties(Map.of()).status(UNIT);

    assertThat(status.isLoaded()).isFalse();
    assertThat(status.jobPath()).isEmpty();
    assertThat(status.mainEnd()).isEmpty();
    assertThat(status.memoryBytes()).isEmpty();
    assertThat(status.commands()).isEmpty();
    assertThat(status.failedCommand()).isEmpty();
  }

  @Test
  void takesAPropertyOfAnotherTypeForMissing() {
    Map<String, Variant<?>> properties = new HashMap<>();
    for (String name :
        List.of(
            "LoadState", "LoadError", "MainPID", "StateChangeTimestamp", "InvocationID", "Job")) {
      properties.put(name, new Variant<>(true));
    }
    properties.put("ExecStart", new Variant<>("x"));

    UnitStatus status = new UnitProperties(properties).status(UNIT);

    assertThat(status).isEqualTo(new UnitProperties(Map.of()).status(UNIT));
  }

  @Test
  void tellsWhyAUnitCouldNotBeLoaded() {
    Variant<?> error = pair("(ss)", "org.freedesktop.systemd1.NoSuchUnit", "Unit not found.");

    assertThat(new UnitProperties(Map.of("LoadError", error)).status(UNIT).loadError())
        .contains("Unit not found. (org.freedesktop.systemd1.NoSuchUnit)");
  }

  @ParameterizedTest
  @CsvSource({
    "9223372036854775807, 9223372036854775807",
    "9223372036854775808, ",
    "18446744073709551615, ",
  })
  void readsACounterUpToWhatALongHolds(String counter, Long expected) {
    Map<String, Variant<?>> properties =
        Map.of("MemoryCurrent", new Variant<>(new UInt64(new BigInteger(counter))));

    OptionalLong bytes = new UnitProperties(properties).status(UNIT).memoryBytes();

    assertThat(bytes)
        .isEqualTo(expected == null ? OptionalLong.empty() : OptionalLong.of(expected));
  }

  @Test
  void findsTheCommandThatFailed() {
    Map<String, Variant<?>> properties = new HashMap<>();
    properties.put("Result", new Variant<>("exit-code"));
    properties.put(
        "ExecStartPre",
        commands(command("/bin/first", false, 1, 0), command("/bin/ignored", true, 1, 5)));
    properties.put("ExecStart", commands(command("/bin/server", false, 2, 9)));
    properties.put("ExecStopPost", commands(command("/bin/post", false, 1, 1)));

    UnitStatus status = new UnitProperties(properties).status(UNIT);

    assertThat(status.commands())
        .extracting(CommandRun::toString)
        .containsExactly(
            "ExecStartPre=/bin/first exited with status 0",
            "ExecStartPre=/bin/ignored exited with status 5",
            "ExecStart=/bin/server was killed by signal 9",
            "ExecStopPost=/bin/post exited with status 1");
    CommandRun failed = status.failedCommand().orElseThrow();
    assertThat(failed.path()).isEqualTo("/bin/server");
    assertThat(failed.end()).contains(new ProcessEnd(ProcessEnd.KILLED, 9));
    assertThat(failed.arguments()).containsExactly("/bin/server", "a b");
    assertThat(failed.pid()).isEqualTo(42);
    assertThat(failed.started()).contains(Instant.ofEpochSecond(1));
    assertThat(failed.ended()).contains(Instant.ofEpochSecond(3));
  }

  @Test
  void findsNoFailedCommandInASuccess() {
    Map<String, Variant<?>> properties = new HashMap<>();
    properties.put("Result", new Variant<>("success"));
    properties.put("ExecStart", commands(command("/bin/server", false, 1, 130)));

    assertThat(new UnitProperties(properties).status(UNIT).failedCommand()).isEmpty();
  }

  private static Variant<?> pair(String type, Object first, Object second) {
    return new Variant<>(new Object[] {first, second}, type);
  }

  private static List<Byte> bytes(int... values) {
    return java.util.Arrays.stream(values).mapToObj(value -> (byte) value).toList();
  }

  private static Object[] command(String path, boolean ignored, int code, int status) {
    return new Object[] {
      path,
      List.of(path, "a b"),
      ignored,
      new UInt64(1_000_000),
      new UInt64(2),
      new UInt64(3_000_000),
      new UInt64(4),
      new UInt32(42),
      code,
      status,
    };
  }

  private static Variant<?> commands(Object[]... commands) {
    return new Variant<>(List.of(commands), "a(sasbttttuii)");
  }
}
