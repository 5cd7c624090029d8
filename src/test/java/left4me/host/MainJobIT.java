package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import left4me.lab.A2s;
import left4me.lab.Command;
import left4me.lab.Findmnt;
import left4me.lab.StandIn;
import org.junit.jupiter.api.Test;

/** The main job, on the booted host, as user left4me. */
final class MainJobIT extends BootedHost {

  @Test
  void weAreUserLeft4meAndThereIsNoSudo() {
    assertThat(System.getProperty("user.name")).isEqualTo("left4me");
    assertThat(Path.of("/usr/bin/sudo")).doesNotExist();
  }

  @Test
  void aStartedInstanceHasAnOverlayWithItsLayersInOrder() throws Exception {
    try (LabInstance alpha = new LabInstance(host, "alpha")) {
      alpha.initialize(StandIn.blueprint(27101));
      assertThat(alpha.start()).isEqualTo(Outcome.DONE);
      String mount = Findmnt.at(alpha.merged());
      assertThat(mount)
          .startsWith("overlay")
          .contains("nosuid")
          .contains("nodev")
          .containsSubsequence(
              "/overlays/competitive/zonemod",
              "/overlays/plugins",
              "/overlays/maps",
              "/installation",
              "upperdir=" + alpha.folders().upper(),
              "workdir=" + alpha.folders().work());
    }
  }

  @Test
  void theServerRunsAsLeft4meUnderItsUnitAndAnswers() throws Exception {
    try (LabInstance alpha = new LabInstance(host, "alpha")) {
      alpha.initialize(StandIn.blueprint(27102));
      alpha.start();
      InstanceStatus status = alpha.status();
      assertThat(status.activeState()).isEqualTo("active");
      assertThat(status.mounted()).isTrue();
      assertThat(status.comesBack()).hasValue(true);
      Path process = Path.of("/proc/" + status.mainPid().orElseThrow());
      assertThat(Files.getOwner(process)).hasToString("left4me");
      assertThat(Files.readString(process.resolve("cgroup")))
          .contains("left4me.slice/left4me-server@alpha.service");
      assertThat(A2s.hostname(27102)).isEqualTo("port 27102");
    }
  }

  @Test
  void theServerReadsWhatWasStaged() throws Exception {
    try (LabInstance alpha = new LabInstance(host, "alpha")) {
      alpha.initialize(StandIn.blueprint(27103));
      alpha.start();
      Map<String, String> rules = A2s.rules(27103);
      assertThat(rules.get("stand_in_cfg_files"))
          .isEqualTo("server.cfg server_plugins.cfg server_zonemod.cfg");
      assertThat(rules).containsEntry("sv_staged", "yes");
    }
  }

  @Test
  void whatTheServerWritesIsInUpperAndInNoLayer() throws Exception {
    try (LabInstance alpha = new LabInstance(host, "alpha")) {
      alpha.initialize(StandIn.blueprint(27104));
      alpha.start();
      assertThat(A2s.hostname(27104)).isNotEmpty();
      Path written = Path.of("left4dead2/logs/stand-in.log");
      assertThat(alpha.merged().resolve(written)).isRegularFile();
      assertThat(alpha.folders().upper().resolve(written)).isRegularFile();
      for (String layer : List.of("installation", "overlays/plugins", "overlays/maps")) {
        assertThat(StandIn.ROOT.resolve(layer).resolve(written)).doesNotExist();
      }
    }
  }

  @Test
  void stopLeavesNoProcessNoMountAndNoKernelsFolder() throws Exception {
    try (LabInstance alpha = new LabInstance(host, "alpha")) {
      alpha.initialize(StandIn.blueprint(27105));
      alpha.start();
      A2s.hostname(27105);
      long pid = alpha.status().mainPid().orElseThrow();
      assertThat(alpha.stop()).isEqualTo(Outcome.DONE);
      assertThat(Path.of("/proc/" + pid)).doesNotExist();
      assertThat(Findmnt.at(alpha.merged())).isEmpty();
      assertThat(alpha.folders().work()).isEmptyDirectory();
      InstanceStatus status = alpha.status();
      assertThat(status.activeState()).isEqualTo("inactive");
      assertThat(status.mounted()).isFalse();
      assertThat(status.comesBack()).hasValue(false);
      assertThat(alpha.stop()).isEqualTo(Outcome.ALREADY_SO);
      assertThat(alpha.steps()).last().isEqualTo("It does not run");
    }
  }

  /** systemd limits the starts of a unit of its own that comes and goes with ours. */
  @Test
  void manyStartsAndStopsInQuickSuccessionSucceed() throws Exception {
    try (LabInstance alpha = new LabInstance(host, "alpha")) {
      alpha.initialize(StandIn.blueprint(27112));
      for (int i = 0; i < 10; i++) {
        host.overlayMounter()
            .mount(
                Blueprint.parse(StandIn.blueprint(27112), "test").layers(StandIn.ROOT),
                alpha.folders().upper(),
                alpha.folders().work(),
                alpha.merged());
        host.overlayMounter().unmount(alpha.merged());
      }
      assertThat(Findmnt.at(alpha.merged())).isEmpty();
    }
  }

  @Test
  void stoppingWhatWasNeverStartedSucceeds() throws Exception {
    try (LabInstance never = new LabInstance(host, "never")) {
      assertThat(never.stop()).isEqualTo(Outcome.ALREADY_SO);
      assertThat(never.steps())
          .as("a name may be mistyped")
          .last()
          .isEqualTo("There is no such instance");
    }
  }

  @Test
  void startingARunningInstanceChangesNothingAndSaysSo() throws Exception {
    try (LabInstance alpha = new LabInstance(host, "alpha")) {
      alpha.initialize(StandIn.blueprint(27106));
      alpha.start();
      InstanceStatus before = alpha.status();
      assertThat(alpha.start()).isEqualTo(Outcome.ALREADY_SO);
      assertThat(alpha.steps()).last().isEqualTo("It runs already");
      assertThat(alpha.status().invocation()).isEqualTo(before.invocation());
    }
  }

  @Test
  void initializeWhileItRunsTakesEffectAtTheNextStart() throws Exception {
    try (LabInstance alpha = new LabInstance(host, "alpha")) {
      alpha.initialize(StandIn.blueprint(27107));
      alpha.start();
      Path staged = alpha.folders().upper().resolve("left4dead2/cfg/server.cfg");
      String before = Files.readString(staged);
      assertThat(alpha.initialize(StandIn.blueprint(27108))).isEqualTo(Outcome.AT_NEXT_START);
      assertThat(alpha.steps()).last().asString().contains("next start");
      assertThat(staged).hasContent(before);
      assertThat(A2s.hostname(27107)).isEqualTo("port 27107");
      alpha.stop();
      alpha.start();
      assertThat(A2s.hostname(27108)).isEqualTo("port 27108");
    }
  }

  @Test
  void afterInitializeAStartBySystemctlFindsTheConfiguration() throws Exception {
    try (LabInstance alpha = new LabInstance(host, "alpha")) {
      alpha.initialize(StandIn.blueprint(27109));
      Command.run("systemctl", "start", "left4me-server@alpha.service").orFail();
      assertThat(A2s.rules(27109)).containsEntry("sv_staged", "yes");
    }
  }

  @Test
  void resetLeavesNothingOfTheEarlierRun() throws Exception {
    try (LabInstance alpha = new LabInstance(host, "alpha")) {
      alpha.initialize(StandIn.blueprint(27110));
      alpha.start();
      A2s.hostname(27110);
      Path trace = alpha.merged().resolve("left4dead2/trace");
      Files.writeString(trace, "of the earlier run");
      assertThat(alpha.reset()).isEqualTo(Outcome.DONE);
      assertThat(alpha.folders().runtime()).doesNotExist();
      assertThat(alpha.folders().settings()).doesNotExist();
      assertThatThrownBy(alpha::start).isInstanceOf(NotInitializedException.class);
      alpha.initialize(StandIn.blueprint(27111));
      alpha.start();
      assertThat(A2s.hostname(27111)).isEqualTo("port 27111");
      assertThat(trace).doesNotExist();
    }
  }

  @Test
  void resetAndDeleteOfWhatIsNotThereDoNothing() throws Exception {
    try (LabInstance none = new LabInstance(host, "none")) {
      assertThat(none.reset()).isEqualTo(Outcome.ALREADY_SO);
      assertThat(host.delete(none.name(), StepListener.NONE)).isEqualTo(Outcome.ALREADY_SO);
    }
  }

  @Test
  void startingWhatWasNeverInitializedIsRefused() {
    LabInstance never = new LabInstance(host, "never");
    assertThatThrownBy(never::start)
        .isInstanceOf(NotInitializedException.class)
        .hasMessageContaining("initialize it first");
  }
}
