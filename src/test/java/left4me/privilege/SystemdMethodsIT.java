package left4me.privilege;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every method of systemd's manager, and of a unit, that does more than tell something: whatever
 * there is in the systemd that runs here, aimed at a unit that is none of ours and at a server.
 */
final class SystemdMethodsIT {

  @RegisterExtension static final Cast CAST = new Cast();

  /** What polkit/left4me-dbus.conf lets through to systemd, which then asks polkit. */
  private static final Set<String> LET_THROUGH =
      Set.of(
          "Manager.Subscribe",
          "Manager.StartUnit",
          "Manager.StopUnit",
          "Manager.RestartUnit",
          "Manager.ResetFailedUnit",
          "Manager.CancelJob");

  /**
   * What systemd lets everybody call: signals for the caller's own connection; a unit's file read
   * into memory; and to give up what only that connection holds.
   */
  private static final Set<String> HARMLESS =
      Set.of(
          "Manager.Subscribe",
          "Manager.Unsubscribe",
          "Manager.LoadUnit",
          "Manager.UnrefUnit",
          "Unit.Unref");

  /** What systemd says before it asks for rights, as there is nothing that it could act on. */
  private static final Map<String, String> NOTHING_TO_ACT_ON =
      Map.of(
          "Manager.CancelJob", "Job 1 does not exist",
          "Manager.StartUnitReplace", "No job queued for unit",
          "Manager.AttachProcessesToUnit", "not available on non-delegated units",
          "Service.AttachProcesses", "not available on non-delegated units");

  /** Ways to say start, stop, restart and reset-failed: an admin's right on our own units. */
  private static final Set<String> AN_ADMINS =
      Set.of(
          "Manager.StartUnit",
          "Manager.StartUnitReplace",
          "Manager.StartUnitWithFlags",
          "Manager.StopUnit",
          "Manager.RestartUnit",
          "Manager.EnqueueUnitJob",
          "Manager.ResetFailedUnit",
          "Unit.Start",
          "Unit.Stop",
          "Unit.Restart",
          "Unit.EnqueueJob",
          "Unit.ResetFailed");

  private static Snapshot before = new Snapshot(List.of());

  /** One test: a method, at a unit, by a role. */
  record Row(Role role, Method method, String unit) {
    @Override
    public String toString() {
      return role + " may not: " + method + " at " + unit;
    }
  }

  @BeforeAll
  static void look() throws Exception {
    before = Snapshot.take();
  }

  @AfterAll
  static void theWitnessHasNeverBeenThere() throws Exception {
    assertThat(Cast.root("ls /run/it-witness").status()).isNotZero();
  }

  private static final List<Row> ROWS = new ArrayList<>();

  static List<Row> rows() throws Exception {
    if (ROWS.isEmpty()) {
      ROWS.addAll(introspected());
    }
    return ROWS;
  }

  private static List<Row> introspected() throws Exception {
    List<Row> rows = new ArrayList<>();
    for (String unit : List.of(Cast.VICTIM, Cast.OTHER_UNIT)) {
      List<Method> methods = new ArrayList<>(Method.of(Method.MANAGER));
      // What is told nothing would do the same a second time.
      methods.removeIf(each -> unit.equals(Cast.OTHER_UNIT) && !each.signature().contains("s"));
      methods.addAll(Method.of(Method.unitPath(unit)));
      for (Role role : EnumSet.complementOf(EnumSet.of(Role.ROOT))) {
        for (Method method : methods) {
          if (!method.onlyReads() && !mayAtOwn(role, method, unit)) {
            rows.add(new Row(role, method, unit));
          }
        }
      }
    }
    return rows;
  }

  /** Those are shown to work elsewhere. */
  private static boolean mayAtOwn(Role role, Method method, String unit) {
    String name = method.toString();
    if (!unit.equals(Cast.OTHER_UNIT)) {
      return false;
    }
    return switch (role) {
      case ADMIN -> AN_ADMINS.contains(name);
      case WEB, LOGIN -> AN_ADMINS.contains(name) && LET_THROUGH.contains(name);
      default -> false;
    };
  }

  @Test
  void thereAreAsManyMethodsAsSystemd257Has() throws Exception {
    assertThat(rows().stream().map(Row::method).distinct().count()).isGreaterThan(100);
  }

  /** What came of a row, and of the nine others that were tried between two looks at the host. */
  private record Outcome(Answer answer, Answer bare, Snapshot after) {}

  private static final Map<Row, Outcome> OUTCOMES = new HashMap<>();
  private static final int BETWEEN_LOOKS = 10;

  private static Outcome outcome(Row row) throws Exception {
    if (!OUTCOMES.containsKey(row)) {
      List<Row> rows =
          rows().stream()
              .filter(each -> each.role == row.role && each.unit.equals(row.unit))
              .dropWhile(each -> !each.equals(row))
              .limit(BETWEEN_LOOKS)
              .toList();
      List<String> lines = new ArrayList<>();
      for (Row each : rows) {
        lines.add(each.method.call(Arguments.of(each.method, each.unit)));
        lines.add(each.method.bareCall());
      }
      List<Answer> answers = CAST.as(row.role, lines);
      Snapshot after = Snapshot.take();
      for (int i = 0; i < rows.size(); i++) {
        OUTCOMES.put(rows.get(i), new Outcome(answers.get(2 * i), answers.get(2 * i + 1), after));
      }
    }
    return Objects.requireNonNull(OUTCOMES.get(row));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void isRefusedAndChangesNothing(Row row) throws Exception {
    Outcome outcome = outcome(row);
    Answer answer = outcome.answer;
    assertThat(outcome.after).as(row + " or one tried with it: " + answer).isEqualTo(before);
    if (row.role == Role.SERVER) {
      assertThat(answer.output()).contains("No such file or directory");
    } else if (!HARMLESS.contains(row.method.toString())) {
      String reason = NOTHING_TO_ACT_ON.get(row.method.toString());
      boolean idle = reason != null && answer.output().contains(reason);
      assertThat(answer.refused() || idle).as(answer.toString()).isTrue();
    }
    boolean confined = row.role == Role.WEB || row.role == Role.LOGIN;
    if (confined && !LET_THROUGH.contains(row.method.toString())) {
      assertThat(outcome.bare.rejectedByTheBus()).as(outcome.bare.toString()).isTrue();
    }
  }
}
