package left4me.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import left4me.host.InstanceStatus;

/** Statuses for programs; l4d2ctl(1) documents each key. Pure. */
final class StatusJson {

  private StatusJson() {}

  /** What {@code list} and {@code status} print. */
  static String array(List<InstanceStatus> statuses) {
    return Json.array(
        statuses.stream().<Json.Fields>map(status -> json -> fields(json, status)).toList());
  }

  /** What {@code watch} prints of a change. */
  static String change(Instant time, InstanceStatus status) {
    return Json.object(json -> fields(json.text("time", time.toString()), status));
  }

  private static void fields(Json json, InstanceStatus status) throws IOException {
    json.text("instance", status.name().value())
        .truth("initialized", status.initialized())
        .number("port", status.port())
        .text("activeState", status.activeState())
        .text("subState", status.subState())
        .textOrNull("result", status.result())
        .text("failedCommand", status.failedCommand())
        .number("exitStatus", status.exitStatus())
        .number("mainPid", status.mainPid())
        .text("since", status.since())
        .textOrNull("invocation", status.invocation())
        .number("restarts", status.restarts())
        .truth("comesBack", status.comesBack())
        .truth("mounted", status.mounted())
        .number(
            "cpuNanos",
            status
                .cpu()
                .map(Duration::toNanos)
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty))
        .number("memoryBytes", status.memory())
        .number("tasks", status.tasks());
  }
}
