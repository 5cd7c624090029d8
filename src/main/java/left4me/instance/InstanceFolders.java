package left4me.instance;

import java.nio.file.Path;
import java.util.List;

/**
 * Where an instance lives below the root.
 *
 * <pre>
 * &lt;root&gt;/installation/                      the game, the lowest layer
 * &lt;root&gt;/overlays/&lt;path&gt;/                   content layers
 * &lt;root&gt;/instances/&lt;name&gt;/                  spec.yaml, server.cfg, instance.env
 * &lt;root&gt;/runtime/&lt;name&gt;/{upper,work,merged} the writable layer, the kernel's scratch, the mount
 * </pre>
 *
 * @param root the root, absolute
 * @param name the instance
 */
public record InstanceFolders(Path root, InstanceName name) {

  /** The folder below the root that holds one folder an instance with its settings. */
  public static final String INSTANCES = "instances";

  /** The folder below the root that holds one folder an instance with its layers. */
  public static final String RUNTIME = "runtime";

  /** The writable layer, in the instance's runtime folder. */
  public static final String UPPER = "upper";

  /** The kernel's scratch folder beside {@link #UPPER}. */
  public static final String WORK = "work";

  /** The mount point beside {@link #UPPER}. */
  public static final String MERGED = "merged";

  /** The game as installed, the lowest layer of every instance. */
  public static final String INSTALLATION = "installation";

  /** The content layers. */
  public static final String OVERLAYS = "overlays";

  /** The folders below the root that hold content: where layers, and what they link to, may be. */
  public static final List<String> CONTENT =
      List.of(INSTALLATION, OVERLAYS, "global_overlay_cache", "workshop_cache");

  /** The file with the port, the arguments and the layers. */
  public static final String INSTANCE_ENV = "instance.env";

  /**
   * How large that may be, in bytes: 500 layers of the longest path (4096), and as much again for
   * the arguments.
   */
  public static final int INSTANCE_ENV_LIMIT = 4 * 1024 * 1024;

  /**
   * Checks that the root is absolute.
   *
   * @throws IllegalArgumentException if it is not
   */
  public InstanceFolders {
    if (!root.isAbsolute()) {
      throw new IllegalArgumentException("the root is not an absolute path: " + root);
    }
  }

  /** The folder with the instance's settings. */
  public Path settings() {
    return root.resolve(INSTANCES).resolve(name.value());
  }

  /** The blueprint, as it was given to the last initialize. */
  public Path specYaml() {
    return settings().resolve("spec.yaml");
  }

  /** The server's own configuration. */
  public Path serverCfg() {
    return settings().resolve("server.cfg");
  }

  /** The port, the arguments and the layers. */
  public Path instanceEnv() {
    return settings().resolve(INSTANCE_ENV);
  }

  /** The mark that has the instance started at boot. */
  public Path autostartMark() {
    return settings().resolve("autostart");
  }

  /**
   * What whoever works on the instance locks ({@code fcntl(2)}), and writes into the first line of
   * who that is. Beside its settings, as it outlives them.
   */
  public Path lock() {
    return root.resolve(INSTANCES).resolve(lockName(name));
  }

  /**
   * The name of {@link #lock()} in its folder.
   *
   * @param name the instance
   */
  public static String lockName(InstanceName name) {
    return "." + name.value() + ".lock";
  }

  /** The folder with the instance's writable layer and its mount. */
  public Path runtime() {
    return root.resolve(RUNTIME).resolve(name.value());
  }

  /** The writable layer. */
  public Path upper() {
    return runtime().resolve(UPPER);
  }

  /** The kernel's scratch folder. */
  public Path work() {
    return runtime().resolve(WORK);
  }

  /** The mount point. */
  public Path merged() {
    return runtime().resolve(MERGED);
  }
}
