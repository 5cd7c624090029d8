package left4me.systemd.dbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import left4me.systemd.UnitName;
import left4me.systemd.UnitStatus;
import org.freedesktop.dbus.types.UInt64;
import org.freedesktop.dbus.types.Variant;
import org.junit.jupiter.api.Test;

final class UnitHistoryTest {

  private static final UnitName UNIT = new UnitName("a@b.service");

  private final UnitHistory history = new UnitHistory();

  private static Map<String, Variant<?>> state(String active, long changed) {
    Map<String, Variant<?>> properties = new HashMap<>();
    properties.put("ActiveState", new Variant<>(active));
    properties.put("StateChangeTimestampMonotonic", new Variant<>(new UInt64(changed)));
    return properties;
  }

  private Optional<UnitStatus> ofEveryUnit(String active, long changed) {
    return history.announced(new UnitEvent.Changed(UNIT, true, state(active, changed)));
  }

  private Optional<UnitStatus> ofType(String result) {
    return history.announced(
        new UnitEvent.Changed(UNIT, false, Map.of("Result", new Variant<>(result))));
  }

  @Test
  void aPairOfAnnouncementsIsOneChange() {
    assertThat(ofType("exit-code")).isEmpty();
    UnitStatus status = ofEveryUnit("failed", 1).orElseThrow();
    assertThat(status.activeState()).isEqualTo("failed");
    assertThat(status.result()).isEqualTo("exit-code");
  }

  @Test
  void whatChangesNothingIsNotTold() {
    assertThat(ofEveryUnit("active", 1)).isPresent();
    assertThat(ofEveryUnit("active", 1)).isEmpty();
    assertThat(history.seen(UNIT, state("active", 1))).isEmpty();
  }

  @Test
  void anAnnouncementThatALookHasOvertakenIsNotTold() {
    assertThat(history.seen(UNIT, state("active", 2))).isPresent();
    ofType("timeout");
    assertThat(ofEveryUnit("activating", 1)).isEmpty();
    assertThat(ofEveryUnit("deactivating", 3).orElseThrow().result())
        .as("and neither is what came with it")
        .isEmpty();
  }

  @Test
  void whatTheKernelAccountsForIsNotKept() {
    Map<String, Variant<?>> properties = state("active", 1);
    properties.put("MemoryCurrent", new Variant<>(new UInt64(1)));
    properties.put("CPUUsageNSec", new Variant<>(new UInt64(1)));
    properties.put("TasksCurrent", new Variant<>(new UInt64(1)));
    UnitStatus status = history.seen(UNIT, properties).orElseThrow();
    assertThat(status.memoryBytes()).isEmpty();
    assertThat(status.cpuNanos()).isEmpty();
    assertThat(status.tasks()).isEmpty();
  }

  @Test
  void aUnitThatIsGoneIsInactive() {
    ofEveryUnit("active", 1);
    assertThat(history.gone(UNIT).orElseThrow().activeState()).isEqualTo("inactive");
    assertThat(history.gone(UNIT)).isEmpty();
  }

  @Test
  void itsEndIsNotToldTwice() {
    ofType("signal");
    ofEveryUnit("inactive", 1);
    history.forget(UNIT);
    assertThat(history.gone(UNIT)).isEmpty();
    assertThat(history.last(UNIT).result())
        .as("more than a unit that is gone has")
        .isEqualTo("signal");
  }

  @Test
  void aUnitThatWasLoadedAnewBeginsItsTimeAnew() {
    ofEveryUnit("inactive", 9);
    history.forget(UNIT);
    assertThat(ofEveryUnit("active", 1)).isPresent();
  }

  @Test
  void ofAUnitThatNothingWasToldOfTheLastStatusIsThatItIsNotLoaded() {
    assertThat(history.last(UNIT)).isEqualTo(UnitStatus.notLoaded(UNIT));
    assertThat(history.units()).isEmpty();
    ofEveryUnit("active", 1);
    assertThat(history.units()).containsExactly(UNIT);
  }
}
