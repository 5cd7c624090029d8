package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import left4me.lab.StandIn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a watch tells while instances come, run and go, on the booted host, as user left4me. */
@Timeout(180)
final class WatchIT extends BootedHost {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static InstanceStatus next(StatusWatch watch) throws Exception {
    return watch.next(LIMIT).orElseThrow(() -> new AssertionError("nothing was told"));
  }

  /** What is told of an instance until something holds for it, with that. */
  private static List<InstanceStatus> until(
      StatusWatch watch, LabInstance instance, Predicate<InstanceStatus> condition)
      throws Exception {
    List<InstanceStatus> told = new ArrayList<>();
    while (told.isEmpty() || !condition.test(told.getLast())) {
      InstanceStatus status = next(watch);
      if (status.name().equals(instance.name())) {
        told.add(status);
      }
    }
    return told;
  }

  private static boolean isUp(InstanceStatus status) {
    return status.activeState().equals("active");
  }

  private static boolean isDown(InstanceStatus status) {
    return status.activeState().equals("inactive");
  }

  @Test
  void whatThereIsComesFirstRunningOrNot() throws Exception {
    try (LabInstance up = new LabInstance(host, "watch-up");
        LabInstance down = new LabInstance(host, "watch-down")) {
      up.initialize(StandIn.blueprint(27201));
      down.initialize(StandIn.blueprint(27202));
      up.start();
      try (StatusWatch watch = host.watch()) {
        List<InstanceStatus> told = List.of(next(watch), next(watch));
        assertThat(told)
            .extracting(status -> status.name() + " " + status.activeState())
            .containsExactlyInAnyOrder("watch-up active", "watch-down inactive");
        assertThat(told)
            .extracting(InstanceStatus::port)
            .extracting(port -> port.orElse(0))
            .containsExactlyInAnyOrder(27201, 27202);
        assertThat(watch.next(Duration.ZERO)).as("that is all").isEmpty();
      }
    }
  }

  @Test
  void aWholeLifeIsToldAsItHappens() throws Exception {
    try (StatusWatch watch = host.watch();
        LabInstance alpha = new LabInstance(host, "watch-life")) {
      alpha.initialize(StandIn.blueprint(27203));
      InstanceStatus made =
          until(watch, alpha, status -> status.initialized().equals(Optional.of(true))).getLast();
      assertThat(made.port()).hasValue(27203);
      assertThat(made.activeState()).isEqualTo("inactive");

      alpha.start();
      List<InstanceStatus> starting = until(watch, alpha, WatchIT::isUp);
      assertThat(starting)
          .as("each state on the way")
          .extracting(InstanceStatus::activeState)
          .contains("activating");
      InstanceStatus up = starting.getLast();
      assertThat(up.mounted()).isTrue();
      assertThat(up.comesBack()).hasValue(true);
      assertThat(up.mainPid()).isEqualTo(alpha.status().mainPid());
      assertThat(up.invocation()).isEqualTo(alpha.status().invocation());

      alpha.stop();
      List<InstanceStatus> stopping = until(watch, alpha, WatchIT::isDown);
      InstanceStatus down = stopping.getLast();
      assertThat(stopping).extracting(InstanceStatus::activeState).contains("deactivating");
      assertThat(down.comesBack()).hasValue(false);
      assertThat(down.mounted()).isFalse();
      assertThat(down.invocation()).as("of the run that ended").isEqualTo(up.invocation());

      alpha.close();
      until(watch, alpha, status -> status.initialized().equals(Optional.of(false)));
    }
  }

  @Test
  void severalMayWatchAndEachHearsAll() throws Exception {
    try (StatusWatch one = host.watch();
        StatusWatch other = host.watch();
        LabInstance alpha = new LabInstance(host, "watch-two")) {
      alpha.initialize(StandIn.blueprint(27204));
      alpha.start();
      for (StatusWatch watch : List.of(one, other)) {
        assertThat(until(watch, alpha, WatchIT::isUp)).isNotEmpty();
      }
      one.close();
      assertThat(one.next(LIMIT)).isEmpty();
      alpha.stop();
      assertThat(until(other, alpha, WatchIT::isDown)).isNotEmpty();
    }
  }

  @Test
  void aClosedHostEndsTheWatch() throws Exception {
    Left4meHost own = Left4meHost.builder().build();
    StatusWatch watch = own.watch();
    own.close();
    assertThat(watch.next()).isEmpty();
    watch.close();
  }
}
