package left4me.systemd.dbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import left4me.systemd.ServiceManager;
import left4me.systemd.SystemdSettings;
import left4me.systemd.UnitName;
import left4me.systemd.UnitStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The status of many units, from a systemd of our making on a bus of our own. */
@Timeout(120)
class ManyUnitsTest {

  private static final String EVERYTHING = "GetAll";
  private static final UnitName FIRST = unit(0);
  private static final UnitName SECOND = unit(1);

  private PrivateBus bus;
  private FakeSystemd systemd;
  private ServiceManager manager;
  private final Queue<FakeSystemd.Asked> read = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void start() throws Exception {
    bus = PrivateBus.start();
    systemd = FakeSystemd.inOrder(bus);
    systemd.onRead(read::add);
    manager = ServiceManager.connect(SystemdSettings.systemBus().withBusAddress(bus.address()));
  }

  @AfterEach
  void stop() throws Exception {
    manager.close();
    systemd.close();
    bus.remove();
  }

  @Test
  void oneForEachInTheirOrder() throws Exception {
    List<UnitName> units = running(300);
    units.add(FIRST);
    units.add(new UnitName("unknown.service"));

    List<UnitStatus> statuses = manager.statuses(units);

    assertThat(statuses).extracting(UnitStatus::unit).isEqualTo(units);
    assertThat(statuses.get(299)).isEqualTo(manager.status(units.get(299)));
    assertThat(statuses.get(299).tasks()).isPresent();
    assertThat(statuses.get(300)).isEqualTo(statuses.getFirst());
    assertThat(statuses.getLast().isLoaded()).isFalse();
  }

  @Test
  void ofTheManyNoneIsAskedForEverything() throws Exception {
    List<UnitName> units = running(50);

    manager.statuses(units);

    assertThat(read).extracting(FakeSystemd.Asked::method).doesNotContain(EVERYTHING);
  }

  @Test
  void ofOneThatIsAloneThereIsOneCall() throws Exception {
    running(2);

    manager.statuses(List.of(FIRST));

    assertThat(read).containsExactly(new FakeSystemd.Asked(EVERYTHING, FIRST.objectPath(), 0));
  }

  @Test
  void ofOneThatChangesMeanwhileThereIsOneAnswer() throws Exception {
    List<UnitName> units = running(3);
    // Down and up again: the lists before and after are the same.
    onceAsked(
        "Get MainPID",
        SECOND,
        1,
        () -> systemd.unit(SECOND.objectPath(), "active", "running", "/org/freedesktop/job/7"));

    List<UnitStatus> statuses = manager.statuses(units);

    assertThat(askedForEverything()).containsExactly(SECOND.objectPath());
    assertThat(statuses.get(1).jobPath()).contains("/org/freedesktop/job/7");
  }

  @Test
  void ofOneThatFailsAfterItsPropertiesWereReadThereIsOneAnswer() throws Exception {
    List<UnitName> units = running(3);
    // After all that is asked of the unit, and before the second list.
    onceAsked(
        "Get StateChangeTimestampMonotonic",
        unit(2),
        2,
        () -> systemd.unit(FIRST.objectPath(), "failed", "failed", ""));

    List<UnitStatus> statuses = manager.statuses(units);

    assertThat(askedForEverything()).containsExactly(FIRST.objectPath());
    assertThat(statuses.getFirst().activeState()).isEqualTo("failed");
    assertThat(statuses.getFirst().result()).isEqualTo("signal");
  }

  @Test
  void ofThoseThatDoNotRunThereIsOneAnswerEach() throws Exception {
    List<UnitName> units = running(4);
    systemd.unit(FIRST.objectPath(), "failed", "failed", "");
    systemd.unit(SECOND.objectPath(), "activating", "auto-restart", "");
    systemd.unit(unit(2).objectPath(), "active", "exited", "");

    List<UnitStatus> statuses = manager.statuses(units);

    assertThat(askedForEverything())
        .containsExactly(FIRST.objectPath(), SECOND.objectPath(), unit(2).objectPath());
    assertThat(statuses.getFirst().result()).isEqualTo("signal");
  }

  private List<String> askedForEverything() {
    return read.stream()
        .filter(asked -> asked.method().equals(EVERYTHING))
        .map(FakeSystemd.Asked::argument)
        .toList();
  }

  /** Has something happen when that is asked of the unit for the so-manieth time, not later. */
  private void onceAsked(String method, UnitName unit, int times, Runnable change) {
    FakeSystemd.Asked awaited = new FakeSystemd.Asked(method, unit.objectPath(), 0);
    AtomicBoolean changed = new AtomicBoolean();
    systemd.onRead(
        asked -> {
          read.add(asked);
          long so = read.stream().filter(awaited::equals).count();
          if (so == times && changed.compareAndSet(false, true)) {
            change.run();
          }
        });
  }

  private List<UnitName> running(int count) {
    List<UnitName> units = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      systemd.unit(unit(i).objectPath(), "active", "running", "");
      units.add(unit(i));
    }
    return units;
  }

  private static UnitName unit(int number) {
    return new UnitName("a@u" + number + ".service");
  }
}
