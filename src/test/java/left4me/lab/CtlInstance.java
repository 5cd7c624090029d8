package left4me.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import left4me.host.DropIn;
import left4me.instance.InstanceFolders;
import left4me.instance.InstanceName;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An instance that root's {@code l4d2ctl} initializes before each test and deletes after it. By
 * then what the test changed of its unit is known to be gone.
 *
 * @param name its name
 * @param port its port
 */
record CtlInstance(String name, int port) implements BeforeEachCallback, AfterEachCallback {

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    StandIn.installAsLeft4me();
    Path blueprint = Files.writeString(Path.of("/tmp", name + ".yaml"), "port: " + port + "\n");
    run("initialize", "-f", blueprint.toString()).orFail();
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    DropIn.load();
    run("delete").orFail();
  }

  String unit() {
    return "left4me-server@" + name + ".service";
  }

  InstanceFolders folders() {
    return new InstanceFolders(StandIn.ROOT, new InstanceName(name));
  }

  /** Runs one of {@code l4d2ctl}'s commands on it. */
  Command run(String verb, String... options) throws Exception {
    String[] words = new String[options.length + 3];
    words[0] = "l4d2ctl";
    words[1] = verb;
    words[2] = name;
    System.arraycopy(options, 0, words, 3, options.length);
    return Command.run(words);
  }

  /** What its game calls itself, once it answers. */
  String hostname() throws Exception {
    return A2s.hostname(port);
  }
}
