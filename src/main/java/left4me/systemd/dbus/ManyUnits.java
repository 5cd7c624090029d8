package left4me.systemd.dbus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import left4me.systemd.Pending;
import left4me.systemd.UnitName;
import org.freedesktop.dbus.types.Variant;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the properties of many units by calls that cost systemd little.
 *
 * <p>GetAll is one moment's answer, but a service has 350 properties, and systemd looks at the
 * unit's files for some: 3 ms to make it, and as much again to read it. So the states come out of
 * one list of all units. Of a service that runs the few others that a status has are asked for by
 * Get, a tenth of a millisecond each; that nothing of it has failed is what running means.
 *
 * <p>Between several answers a unit may change. A second list, and the moment of the unit's last
 * change, asked before and after, tell: such a unit, and one that does not run, is asked for
 * everything in one call, as is every unit if it is alone.
 */
final class ManyUnits {

  private static final String UNIT = "org.freedesktop.systemd1.Unit";
  private static final String SERVICE = "org.freedesktop.systemd1.Service";

  /** What a status has of a service that runs and that is in no list, with its interface. */
  private static final Map<String, String> BY_GET =
      Map.of(
          "StateChangeTimestamp", UNIT,
          "InvocationID", UNIT,
          "MainPID", SERVICE,
          "NRestarts", SERVICE,
          "MemoryCurrent", SERVICE,
          "CPUUsageNSec", SERVICE,
          "TasksCurrent", SERVICE);

  /** What is known of a service that runs. */
  private static final Variant<String> SUCCESS = new Variant<>("success");

  private final Session session;
  private final Deadline deadline;

  ManyUnits(Session session, Deadline deadline) {
    this.session = session;
    this.deadline = deadline;
  }

  /** The properties of the units by name, in the units' order. */
  List<Map<?, ?>> properties(List<UnitName> units) throws InterruptedException {
    Set<UnitName> distinct = new LinkedHashSet<>(units);
    Map<UnitName, Map<?, ?>> found = new HashMap<>();
    if (distinct.size() > 1) {
      found.putAll(fromSeveralAnswers(distinct));
    }
    distinct.removeAll(found.keySet());
    found.putAll(fromOneAnswerEach(distinct));
    List<Map<?, ?>> inOrder = new ArrayList<>();
    for (UnitName unit : units) {
      inOrder.add(Objects.requireNonNull(found.get(unit)));
    }
    return inOrder;
  }

  private Map<UnitName, Map<?, ?>> fromOneAnswerEach(Set<UnitName> units)
      throws InterruptedException {
    Map<UnitName, Pending<Answer>> asked = new LinkedHashMap<>();
    for (UnitName unit : units) {
      asked.put(unit, session.ask(Call.getAll(unit), deadline));
    }
    Map<UnitName, Map<?, ?>> found = new HashMap<>();
    for (Map.Entry<UnitName, Pending<Answer>> entry : asked.entrySet()) {
      UnitName unit = entry.getKey();
      Answer answer = entry.getValue().await();
      found.put(unit, DbusServiceManager.read("status of " + unit, deadline, answer));
    }
    return found;
  }

  /** Those that did not change between the answers. */
  private Map<UnitName, Map<?, ?>> fromSeveralAnswers(Set<UnitName> units)
      throws InterruptedException {
    Map<String, ListedUnit> before = listed(units);
    Map<UnitName, Question> questions = new LinkedHashMap<>();
    for (UnitName unit : units) {
      ListedUnit listed = before.get(unit.value());
      if (unit.isService() && listed != null && listed.isRunning()) {
        questions.put(unit, new Question(unit));
      }
    }
    Map<String, ListedUnit> after = listed(questions.keySet());
    Map<UnitName, Map<?, ?>> found = new HashMap<>();
    for (Map.Entry<UnitName, Question> entry : questions.entrySet()) {
      String name = entry.getKey().value();
      ListedUnit listed = Objects.requireNonNull(before.get(name));
      Optional<Map<Object, Object>> answer = entry.getValue().answer();
      if (answer.isPresent() && listed.equals(after.get(name))) {
        answer.get().putAll(listed.properties());
        found.put(entry.getKey(), answer.get());
      }
    }
    return found;
  }

  private Map<String, ListedUnit> listed(Set<UnitName> units) throws InterruptedException {
    if (units.isEmpty()) {
      return Map.of();
    }
    List<String> patterns = units.stream().map(ManyUnits::pattern).distinct().toList();
    Map<String, ListedUnit> listed = new HashMap<>();
    for (ListedUnit unit : DbusServiceManager.list(session, patterns, deadline)) {
      listed.put(unit.unit(), unit);
    }
    return listed;
  }

  /** One for all that are of a template: systemd tries each pattern on each of its units. */
  private static String pattern(UnitName unit) {
    String name = unit.value();
    int at = name.indexOf('@');
    return at < 0 ? name : name.substring(0, at + 1) + "*" + name.substring(name.lastIndexOf('.'));
  }

  /** What is asked about one unit, which systemd answers in this order. */
  private final class Question {

    private final PendingCall changeBefore;
    private final Map<String, PendingCall> properties = new HashMap<>();
    private final PendingCall changeAfter;

    Question(UnitName unit) throws InterruptedException {
      changeBefore = session.send(Call.get(unit, UNIT, UnitHistory.STATE_CHANGED), deadline);
      for (Map.Entry<String, String> wanted : BY_GET.entrySet()) {
        String property = wanted.getKey();
        properties.put(
            property, session.send(Call.get(unit, wanted.getValue(), property), deadline));
      }
      changeAfter = session.send(Call.get(unit, UNIT, UnitHistory.STATE_CHANGED), deadline);
    }

    /** Empty if the unit changed meanwhile, or there is not each answer. */
    Optional<Map<Object, Object>> answer() throws InterruptedException {
      Object changed = value(changeBefore);
      if (changed == null || !changed.equals(value(changeAfter))) {
        return Optional.empty();
      }
      Map<Object, Object> answer = new HashMap<>();
      answer.put(UnitHistory.STATE_CHANGED, changed);
      answer.put("Result", SUCCESS);
      for (Map.Entry<String, PendingCall> property : properties.entrySet()) {
        Object value = value(property.getValue());
        if (value == null) {
          return Optional.empty();
        }
        answer.put(property.getKey(), value);
      }
      return Optional.of(answer);
    }

    private @Nullable Object value(PendingCall call) throws InterruptedException {
      return call.await(deadline) instanceof Answer.Returned returned
              && !returned.values().isEmpty()
          ? returned.values().getFirst()
          : null;
    }
  }
}
