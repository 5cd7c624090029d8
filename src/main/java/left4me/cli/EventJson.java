package left4me.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import left4me.host.Blueprint;
import left4me.host.BlueprintException;
import left4me.host.HostException;
import left4me.host.LogLine;
import left4me.host.Outcome;
import left4me.host.Step;
import left4me.host.UnitFailedException;
import left4me.instance.InstanceName;

/** What happens, and what was printed, for programs; l4d2ctl(1) documents each key. Pure. */
final class EventJson {

  private static final String EVENT = "event";
  private static final String INSTANCE = "instance";
  private static final String OPERATION = "operation";

  private EventJson() {}

  /** A line of a log. */
  static String line(LogLine line) {
    return Json.object(json -> lineFields(json, line));
  }

  /** A line that was printed while an operation ran. */
  static String output(LogLine line) {
    return Json.object(json -> lineFields(json.text(EVENT, "output"), line));
  }

  private static void lineFields(Json json, LogLine line) throws IOException {
    json.text(INSTANCE, line.instance().value())
        .text("time", line.time().toString())
        .text("priority", line.priority().word())
        .textOrNull("invocation", line.invocation())
        .textOrNull("program", line.program())
        .number("pid", line.pid() == 0 ? OptionalLong.empty() : OptionalLong.of(line.pid()))
        .text("text", line.text());
  }

  static String step(Step step) {
    return Json.object(
        json ->
            json.text(EVENT, "step")
                .text(INSTANCE, step.instance().value())
                .text("time", step.time().toString())
                .text("sentence", step.sentence()));
  }

  static String result(InstanceName name, String operation, Outcome outcome) {
    return Json.object(
        json ->
            json.text(EVENT, "result")
                .text(INSTANCE, name.value())
                .text(OPERATION, operation)
                .text("outcome", outcome.name().toLowerCase(Locale.ROOT).replace('_', '-')));
  }

  /** An operation that failed, or a command as a whole, which is no instance's. */
  static String error(Optional<InstanceName> name, String operation, HostException failure) {
    Optional<UnitFailedException> unit =
        failure instanceof UnitFailedException e ? Optional.of(e) : Optional.empty();
    OptionalInt line = failure instanceof BlueprintException e ? e.line() : OptionalInt.empty();
    return Json.object(
        json ->
            json.text(EVENT, "error")
                .text(INSTANCE, name)
                .text(OPERATION, operation)
                .text("kind", FailureKind.of(failure).word())
                .text("message", failure.getMessage())
                .number("line", line)
                .text("jobResult", unit.map(UnitFailedException::jobResult))
                .text("unitResult", unit.map(UnitFailedException::unitResult))
                .texts("lastLines", unit.map(UnitFailedException::lastLines)));
  }

  /** A command that was ended before it was done. */
  static String interrupted(String operation, String message) {
    return Json.object(
        json ->
            json.text(EVENT, "error")
                .text(INSTANCE, Optional.empty())
                .text(OPERATION, operation)
                .text("kind", FailureKind.INTERRUPTED.word())
                .text("message", message)
                .number("line", OptionalInt.empty())
                .text("jobResult", Optional.empty())
                .text("unitResult", Optional.empty())
                .texts("lastLines", Optional.empty()));
  }

  /** A blueprint that is one. */
  static String valid(String file, Blueprint blueprint) {
    List<Json.Fields> overlays =
        blueprint.overlays().stream()
            .<Json.Fields>map(
                overlay -> json -> json.text("path", overlay.path()).text("alias", overlay.alias()))
            .toList();
    return Json.object(
        json ->
            json.text(EVENT, "valid")
                .text("file", file)
                .number("port", blueprint.port())
                .texts("arguments", Optional.of(blueprint.arguments()))
                .objects("overlays", overlays)
                .text("note", blueprint.portNote()));
  }
}
