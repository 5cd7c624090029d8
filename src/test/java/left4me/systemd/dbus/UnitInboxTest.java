package left4me.systemd.dbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import left4me.systemd.UnitName;
import org.junit.jupiter.api.Test;

final class UnitInboxTest {

  private static final UnitName UNIT = new UnitName("a@b.service");

  private final UnitInbox inbox = new UnitInbox(3);

  private Optional<UnitEvent> take() throws InterruptedException {
    return inbox.take(Deadline.after(Duration.ZERO));
  }

  @Test
  void givesWhatCameInItsOrder() throws Exception {
    inbox.accept(new UnitEvent.Forgotten(UNIT));
    inbox.accept(new UnitEvent.Missed());
    assertThat(take()).hasValue(new UnitEvent.Missed());
    inbox.accept(new UnitEvent.Forgotten(UNIT));
    assertThat(take()).hasValue(new UnitEvent.Forgotten(UNIT));
    assertThat(take()).isEmpty();
  }

  @Test
  void oneThatIsFullSaysThatSomethingWasMissedInsteadOfAll() throws Exception {
    for (int i = 0; i < 4; i++) {
      inbox.accept(new UnitEvent.Forgotten(UNIT));
    }
    assertThat(take()).hasValue(new UnitEvent.Missed());
    assertThat(take()).isEmpty();
  }

  @Test
  void whatIsWantedOnceMoreOutlivesThatAndWakesWhoeverWaits() throws Exception {
    inbox.again(UNIT);
    inbox.again(UNIT);
    inbox.accept(new UnitEvent.Missed());
    assertThat(take()).hasValue(new UnitEvent.Missed());
    assertThat(inbox.take(Deadline.after(Duration.ofDays(1)))).isEmpty();
    assertThat(inbox.takeAgain()).containsExactly(UNIT);
    assertThat(inbox.takeAgain()).isEmpty();
  }

  @Test
  void oneThatIsClosedTakesNothingAndKeepsNobodyWaiting() throws Exception {
    inbox.accept(new UnitEvent.Missed());
    inbox.close();
    inbox.accept(new UnitEvent.Missed());
    inbox.again(UNIT);
    assertThat(inbox.take(Deadline.after(Duration.ofDays(1)))).isEmpty();
    assertThat(inbox.takeAgain()).isEmpty();
    assertThat(inbox.isClosed()).isTrue();
  }
}
