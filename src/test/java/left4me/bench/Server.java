package left4me.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import left4me.host.Blueprint;
import left4me.host.Left4meHost;
import left4me.host.StepListener;
import left4me.instance.InstanceFolders;
import left4me.instance.InstanceName;
import left4me.lab.A2s;
import left4me.lab.StandIn;

/** An instance with a stand-in server, to be run by the library or as the Python host did it. */
final class Server implements AutoCloseable {

  private static final int MOST_FAILURES = 20;
  private static final int MOST_WAITS = 6;

  /** From then on more of them make the library no quicker. */
  private static final int WARM_UPS = 250;

  private final Left4meHost host;
  private final InstanceName name;
  private final int port;
  private boolean enabled;

  /** A host whose limits are not what ends the largest measurements on a slow machine. */
  static Left4meHost patientHost() {
    Duration limit = Duration.ofMinutes(5);
    return Left4meHost.builder().callLimit(limit).jobLimit(limit).build();
  }

  /** Initializes one. */
  Server(Left4meHost host, String name, int port) throws Exception {
    this.host = host;
    this.name = new InstanceName(name);
    this.port = port;
    initialize();
  }

  InstanceName name() {
    return name;
  }

  void initialize() throws Exception {
    host.initialize(name, Blueprint.parse(StandIn.blueprint(port), "bench"), StepListener.NONE);
  }

  void start() throws Exception {
    host.start(name, StepListener.NONE);
  }

  void stop() throws Exception {
    host.stop(name, StepListener.NONE);
  }

  /**
   * Makes this process one that has been up for a while, as a web tier's: its Java has compiled.
   */
  void warmUp(Scale scale) throws Exception {
    for (int i = 0; i < scale.warmUps(WARM_UPS); i++) {
      start();
      stop();
    }
  }

  void reset() throws Exception {
    host.reset(name, StepListener.NONE);
  }

  /** Waits until the server is up, with its handler for signals: it then ends as it should. */
  void awaitAnswer() throws Exception {
    for (int i = 1; ; i++) {
      try {
        A2s.hostname(port);
        return;
      } catch (IOException e) {
        // It may be one of a hundred that come up, on a slow machine.
        if (i == MOST_WAITS) {
          throw e;
        }
      }
    }
  }

  void enable() throws Exception {
    enabled = true;
    systemctl("enable");
  }

  /**
   * The same until it succeeds: of many at once some fail by themselves, as each has systemd read
   * all of its units again and thereby puts the others' calls off. A person would type it again.
   *
   * @return how often it failed
   */
  int enableAtLast() throws Exception {
    for (int failed = 0; ; failed++) {
      try {
        enable();
        return failed;
      } catch (IOException e) {
        if (failed == MOST_FAILURES) {
          throw e;
        }
      }
    }
  }

  void disable() throws Exception {
    systemctl("disable");
    enabled = false;
  }

  void systemctl(String verb) throws Exception {
    Program.systemctl(verb, List.of(name.value()));
  }

  /** Several at once, which is quicker than one after the other, and than side by side. */
  static void disable(List<Server> servers) throws Exception {
    Program.systemctl("disable", servers.stream().map(server -> server.name.value()).toList());
    servers.forEach(server -> server.enabled = false);
  }

  /** What the Python host's reset removed after the server had stopped. */
  void removeTrees() throws Exception {
    InstanceFolders folders = new InstanceFolders(StandIn.ROOT, name);
    Program.run("rm", "-rf", folders.runtime().toString(), folders.settings().toString());
  }

  @Override
  public void close() throws Exception {
    if (enabled) {
      disable();
    }
    host.delete(name, StepListener.NONE);
  }
}
