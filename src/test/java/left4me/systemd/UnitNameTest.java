package left4me.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import left4me.instance.InstanceName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitNameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ssh.service",
        "a.service",
        "1.service",
        "-.mount",
        "-.slice",
        "left4me-server@alpha.service",
        "left4me-server@a@b.service",
        "system-left4me\\x2dserver.slice",
        "dev-disk-by\\x2duuid-1:2.device",
        "foo.bar.target",
        "init.scope",
        "foo@.bar.service",
      })
  void takesWhatSystemdTakes(String name) {
    assertThat(new UnitName(name).value()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ssh",
        ".service",
        "@alpha.service",
        "left4me-server@.service",
        "ssh.services",
        "ssh.service\n",
        "\nssh.service",
        "ssh.service\0",
        "a b.service",
        "a/b.service",
        "../a.service",
        "a*.service",
        "ä.service",
        "ssh.Service",
        "ssh.busname",
        "$(id).service",
      })
  void refusesWhatSystemdRefuses(String name) {
    assertThatThrownBy(() -> new UnitName(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hasAtMost255Characters() {
    String longest = "a".repeat(255 - ".service".length()) + ".service";

    assertThat(new UnitName(longest).value()).hasSize(255);
    assertThatThrownBy(() -> new UnitName("a" + longest))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void joinsTemplateAndInstance() {
    assertThat(UnitName.instance("left4me-server", new InstanceName("a-b_1")))
        .isEqualTo(new UnitName("left4me-server@a-b_1.service"));
  }

  /** What {@code busctl tree org.freedesktop.systemd1} shows for such units. */
  @ParameterizedTest
  @CsvSource({
    "ssh.service,                   ssh_2eservice",
    "left4me-server@alpha.service,  left4me_2dserver_40alpha_2eservice",
    "-.mount,                       _2d_2emount",
    "1.service,                     _31_2eservice",
    "a1.service,                    a1_2eservice",
    "a_b.service,                   a_5fb_2eservice",
    "a\\x2db.service,               a_5cx2db_2eservice",
    "a:b.service,                   a_3ab_2eservice",
  })
  void escapesItsObjectPath(String name, String label) {
    assertThat(new UnitName(name).objectPath())
        .isEqualTo("/org/freedesktop/systemd1/unit/" + label);
    assertThat(UnitName.ofObjectPath("/org/freedesktop/systemd1/unit/" + label))
        .hasValue(new UnitName(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/org/freedesktop/systemd1/unit/",
        "/org/freedesktop/systemd1/unit/_",
        "/org/freedesktop/systemd1/unit/a_2",
        "/org/freedesktop/systemd1/unit/a_zzservice",
        "/org/freedesktop/systemd1/unit/a_2Eservice",
        "/org/freedesktop/systemd1/unit/_61_2eservice",
        "/org/freedesktop/systemd1/unit/a_2eservice_0a",
        "/org/freedesktop/systemd1/job/a_2eservice",
        "/org/freedesktop/systemd1/unit/a_2eservice/b",
      })
  void whatIsNoUnitsObjectPathGivesNone(String path) {
    assertThat(UnitName.ofObjectPath(path)).isEmpty();
  }

  @Test
  void knowsItsTemplateAndItsInstance() {
    UnitName unit = new UnitName("left4me-server@a-1.service");
    assertThat(unit.isOf("left4me-server")).isTrue();
    assertThat(unit.isOf("left4me")).isFalse();
    assertThat(unit.instancePart()).isEqualTo("a-1");
    assertThat(new UnitName("a@b@c.mount").instancePart()).isEqualTo("b@c");
    assertThat(new UnitName("a@b.mount").isOf("a")).isFalse();
    assertThat(new UnitName("ssh.service").instancePart()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'', _", "0, _30", "a, a", "9a, _39a", "'_', _5f", "'ä', _c3_a4", "Z-z, Z_2dz"})
  void escapesAnyText(String text, String label) {
    assertThat(UnitName.escape(text)).isEqualTo(label);
  }
}
