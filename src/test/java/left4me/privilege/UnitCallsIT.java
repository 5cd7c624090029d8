package left4me.privilege;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import left4me.lab.Exposure;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The calls that left4me and an admin have, and all that is close to them. */
final class UnitCallsIT {

  @RegisterExtension static final Cast CAST = new Cast();

  private static final Set<Role> RULERS = EnumSet.of(Role.WEB, Role.LOGIN, Role.ADMIN, Role.ROOT);
  private static final String IDLE =
      "timeout 60 sh -c 'until busctl get-property "
          + "org.freedesktop.systemd1 /org/freedesktop/systemd1 org.freedesktop.systemd1.Manager NJobs"
          + " | grep -q \"u 0\"; do :; done'";
  private static final String RESTORE =
      "systemctl reset-failed " + Cast.OTHER_UNIT + "; systemctl start " + Cast.OTHER_UNIT;

  private static Snapshot before = new Snapshot(List.of());

  @BeforeAll
  static void look() throws Exception {
    before = Snapshot.take();
  }

  static Stream<Attempt.Try> names() {
    String long64 = "a".repeat(65);
    return Stream.of(
            "xleft4me-server@it-other.service",
            "left4me-server@it-other.servicex",
            "eft4me-server@it-other.service",
            "left4me-server@it-other.servic",
            "left4me-serve@it-other.service",
            "left4me-serverr@it-other.service",
            "left4me-server@@it-other.service",
            "left4me-server@It-other.service",
            "left4me-server@IT-OTHER.service",
            "Left4me-server@it-other.service",
            "left4me-server@it.other.service",
            "left4me-server@it-other .service",
            "left4me-server@it-other.service\n",
            "left4me-server@it-other.service\ndbus.service",
            "dbus.service\nleft4me-server@it-other.service",
            "left4me-server@it-other.socket",
            "left4me-server@it-other.timer",
            "left4me-server@it-other.path",
            "left4me-server@it-other.scope",
            "left4me-server@.service",
            "left4me-server.service",
            "left4me-server@-it-other.service",
            "left4me-server@_it.service",
            "left4me-server@it\\x2dother.service",
            "left4me-server@it-other\\x00.service",
            "left4me-server@" + long64 + ".service",
            "left4me-server@іt-other.service",
            "left4me-server@it-other/.service",
            "../left4me-server@it-other.service",
            "left4me-autostart.service",
            "left4me-migrate.service",
            "left4me-migrate@it-other.service",
            "left4me-web.service",
            "left4me.slice",
            "systemd-journald@left4me.service",
            "var-lib-left4me.mount",
            Cast.VICTIM,
            "reboot.target")
        .map(UnitCallsIT::touches)
        .flatMap(Attempt::tries);
  }

  private static Attempt touches(String unit) {
    StringBuilder line = new StringBuilder("done=1\n");
    for (String member : List.of("StopUnit", "StartUnit", "RestartUnit")) {
      line.append(Method.manager(member, "ss", "'" + unit + "' replace")).append(" && done=0\n");
    }
    line.append(Method.manager("ResetFailedUnit", "s", "'" + unit + "'")).append(" && done=0\n");
    line.append("exit $done");
    return Attempt.of(
        "touch " + unit.replace("\n", "\\n"), line.toString(), answer -> answer.status() == 0);
  }

  /** Looks at the host after the last of the five, which is dear. */
  private static void check(Attempt.Try attempt) throws Exception {
    attempt.check(CAST);
    if (attempt.role() == Role.STRANGER) {
      assertThat(Snapshot.take()).as(attempt.toString()).isEqualTo(before);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  void aNameBesideOursIsNobodys(Attempt.Try attempt) throws Exception {
    check(attempt);
  }

  /** What has become of the template while somebody tries. */
  enum Template {
    INSTALLED("true"),
    REMOVED("mv /usr/lib/systemd/system/left4me-server@.service /run/it-template"),
    MASKED("ln -s /dev/null /etc/systemd/system/left4me-server@.service"),
    A_FOLDER_ALONE(
        REMOVED.line
            + "; mkdir -p /run/systemd/system/left4me-server@.service.d"
            + "; echo '[Service]' > /run/systemd/system/left4me-server@.service.d/it.conf");

    static final String RESTORE =
        "[ ! -e /run/it-template ]"
            + " || mv /run/it-template /usr/lib/systemd/system/left4me-server@.service;"
            + " [ ! -L /etc/systemd/system/left4me-server@.service ]"
            + " || rm -f /etc/systemd/system/left4me-server@.service;"
            + " rm -rf /run/systemd/system/left4me-server@.service.d; systemctl daemon-reload";

    private final String line;

    Template(String line) {
      this.line = line;
    }
  }

  private static String transientUnit(String main, String other) {
    return Method.manager(
        "StartTransientUnit",
        "ssa(sv)a(sa(sv))",
        main
            + " replace "
            + Arguments.RUNS
            + (other.isEmpty() ? " 0" : " 1 " + other + " " + Arguments.RUNS));
  }

  @ParameterizedTest
  @EnumSource(Template.class)
  void nobodyStartsATransientUnitUnderOurNames(Template template) throws Exception {
    List<String> lines = new ArrayList<>();
    for (String main :
        List.of(
            "left4me-server@evil.service",
            "left4me-mount@evil.service",
            "left4me-umount@evil.service",
            Cast.OTHER_UNIT,
            "it-evil.service")) {
      lines.add(transientUnit(main, ""));
      lines.add(transientUnit(main, "left4me-server@aux.service"));
      lines.add(transientUnit(main, "it-aux.service"));
    }
    try {
      Cast.root(template.line + "; systemctl daemon-reload").orFail();
      Snapshot without = Snapshot.take();
      for (Role role : EnumSet.complementOf(EnumSet.of(Role.ROOT))) {
        for (Answer answer : CAST.as(role, lines)) {
          assertThat(answer.status()).as(role + ": " + answer).isNotZero();
        }
        Cast.root(IDLE).orFail();
        assertThat(Cast.root("ls /run/it-witness").status()).as(role.name()).isNotZero();
        assertThat(Snapshot.take()).as(role.name()).isEqualTo(without);
      }
      if (template == Template.REMOVED) {
        // The control: it would work, were it not refused.
        CAST.as(Role.ROOT, lines.subList(0, 1));
        Cast.root(IDLE).orFail();
        Cast.root("ls /run/it-witness").orFail();
      }
    } finally {
      Cast.root("rm -f /run/it-witness; " + Template.RESTORE).orFail();
      before = Snapshot.take();
    }
  }

  static Stream<Attempt.Try> plausible() {
    return Stream.of(
            call("EnableUnitFiles", "asbb", "1 left4me-autostart.service false true"),
            call("EnableUnitFiles", "asbb", "1 " + Cast.PLACE + "/it.service true true"),
            call("LinkUnitFiles", "asbb", "1 " + Cast.PLACE + "/it.service true true"),
            call("MaskUnitFiles", "asbb", "1 left4me-server@.service true true"),
            call("SetUnitProperties", "sba(sv)", Cast.OTHER_UNIT + " true 1 MemoryMax t 1"),
            call("SetUnitProperties", "sba(sv)", "left4me.slice true 1 CPUWeight t 1"),
            call("BindMountUnit", "sssbb", Cast.OTHER_UNIT + " /etc /opt false false"),
            call("AttachProcessesToUnit", "ssau", "left4me.slice / 1 $$"),
            call("KillUnit", "ssi", Cast.OTHER_UNIT + " main 9"),
            call("KillUnit", "ssi", "polkit.service all 9"),
            call("FreezeUnit", "s", Cast.OTHER_UNIT),
            call("FreezeUnit", "s", "left4me.slice"),
            call("SetEnvironment", "as", "2 LD_PRELOAD=/tmp/x.so JAVA_TOOL_OPTIONS=-version"))
        .flatMap(Attempt::tries);
  }

  private static Attempt call(String member, String signature, String arguments) {
    return Attempt.of(
        member + " " + arguments,
        Method.manager(member, signature, arguments),
        answer -> answer.status() == 0);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("plausible")
  void nothingElseIsOpenOnOurUnits(Attempt.Try attempt) throws Exception {
    check(attempt);
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void whoRulesServersStopsStartsAndRestartsThemAndNobodyElse(Role role) throws Exception {
    boolean may = RULERS.contains(role);
    String restart = Method.manager("RestartUnit", "ss", Cast.OTHER_UNIT + " replace");
    String invocation = invocation();
    try {
      assertThat(CAST.as(role, restart).status() == 0).isEqualTo(may);
      Cast.root(IDLE).orFail();
      assertThat(invocation().equals(invocation)).isEqualTo(!may);
      String stop = Method.manager("StopUnit", "ss", Cast.OTHER_UNIT + " replace");
      assertThat(CAST.as(role, stop).status() == 0).isEqualTo(may);
      Cast.root(IDLE).orFail();
      assertThat(active()).isEqualTo(!may);
      Cast.root("systemctl stop " + Cast.OTHER_UNIT).orFail();
      String start = Method.manager("StartUnit", "ss", Cast.OTHER_UNIT + " replace");
      assertThat(CAST.as(role, start).status() == 0).isEqualTo(may);
      Cast.root(IDLE).orFail();
      assertThat(active()).isEqualTo(may);
      String reset = Method.manager("ResetFailedUnit", "s", Cast.OTHER_UNIT);
      assertThat(CAST.as(role, reset).status() == 0).isEqualTo(may);
    } finally {
      Cast.root(RESTORE).orFail();
      before = Snapshot.take();
    }
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void whoRulesServersMountsAndUnmountsTreesAndNobodyElse(Role role) throws Exception {
    boolean may = RULERS.contains(role);
    String merged = "/var/lib/left4me/runtime/" + Cast.OTHER + "/merged";
    Cast.root("systemctl stop " + Cast.OTHER_UNIT).orFail();
    try {
      for (boolean mounted : new boolean[] {true, false}) {
        String unit = "left4me-" + (mounted ? "mount@" : "umount@") + Cast.OTHER + ".service";
        String start = Method.manager("StartUnit", "ss", unit + " replace");
        assertThat(CAST.as(role, start).status() == 0).isEqualTo(may);
        Cast.root(IDLE).orFail();
        assertThat(Cast.root("mountpoint -q " + merged).status() == 0).isEqualTo(may && mounted);
      }
    } finally {
      Cast.root(RESTORE).orFail();
      before = Snapshot.take();
    }
  }

  private static String invocation() throws Exception {
    return Cast.root("systemctl show --property=InvocationID --value " + Cast.OTHER_UNIT).orFail();
  }

  private static boolean active() throws Exception {
    return Cast.root("systemctl is-active " + Cast.OTHER_UNIT).status() == 0;
  }

  /** What the lab's kernel does not enforce, as systemd has it. */
  @Test
  void theLimitsOfAServerAreSet() throws Exception {
    String properties = Cast.root("systemctl show " + Cast.OTHER_UNIT).orFail();
    assertThat(properties.lines())
        .contains(
            "MemoryMax=2147483648",
            "MemoryHigh=1610612736",
            "TasksMax=256",
            "LimitNOFILE=65536",
            "PrivatePIDs=yes",
            "NoNewPrivileges=yes",
            // What the launcher has set when it was ready: the game is not listened to.
            "NotifyAccess=none");
    // Some versions of systemctl leave out the colon.
    assertThat(properties.lines().filter(line -> line.startsWith("SocketBind")))
        .map(line -> line.replace(":", ""))
        .containsExactlyInAnyOrder(
            "SocketBindDeny=any",
            "SocketBindAllow=udp27000-27999",
            "SocketBindAllow=tcp27000-27999");
  }

  @Test
  void theSandboxOfARunningServerIsAsTightAsItsCeiling() throws Exception {
    assertThat(Exposure.of(Cast.OTHER_UNIT)).isLessThanOrEqualTo(1.3);
  }

  @AfterAll
  static void theTemplateIsBack() throws Exception {
    Cast.root(Template.RESTORE).orFail();
    Cast.root("systemctl cat left4me-server@.service").orFail();
  }
}
