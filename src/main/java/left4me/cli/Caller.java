package left4me.cli;

import java.nio.file.Path;
import left4me.host.Left4meHost;
import left4me.host.Left4meHostBuilder;

/**
 * Who calls, and so what is possible.
 *
 * @param root the root of all instances
 * @param ownsFiles whether the caller may work with the instances' files, as user {@code left4me}
 *     may
 */
record Caller(Path root, boolean ownsFiles) {

  private static final String DEFAULT_ROOT = "/var/lib/left4me";

  static Caller ofThisProcess() {
    String root = System.getenv("LEFT4ME_ROOT");
    Path path = Path.of(root == null || root.isEmpty() ? DEFAULT_ROOT : root);
    return new Caller(path, Left4meHost.ownsFiles(path));
  }

  /** A host for this caller. An admin at a terminal may be asked for a password by polkit. */
  Left4meHost host() {
    Left4meHostBuilder builder = Left4meHost.builder().root(root);
    return ownsFiles ? builder.build() : builder.passwordPrompt().build();
  }
}
