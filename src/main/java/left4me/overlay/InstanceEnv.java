package left4me.overlay;

import java.nio.charset.StandardCharsets;
import left4me.instance.InstanceFolders;
import left4me.instance.Lowerdirs;
import left4me.linux.Descriptor;
import left4me.linux.Errno;
import left4me.linux.LinuxException;
import left4me.linux.OpenHow;

/**
 * Reads an instance's settings, a file that its owner may replace by anything: a link, a fifo, a
 * device, a terabyte of zeros.
 */
final class InstanceEnv {

  private static final String CURE = "initialize the instance first";

  private InstanceEnv() {}

  /** The path of the settings, for messages. */
  static String pathIn(InstanceTree tree) {
    return tree.root().subject()
        + "/"
        + InstanceFolders.INSTANCES
        + "/"
        + tree.name().value()
        + "/"
        + InstanceFolders.INSTANCE_ENV;
  }

  /**
   * Reads which layers the instance has.
   *
   * @throws Refusal if there is no such file, it is none, or it does not say
   */
  static Lowerdirs lowerdirs(InstanceTree tree) throws Refusal {
    String text = read(tree);
    try {
      return Lowerdirs.inEnv(text);
    } catch (IllegalArgumentException e) {
      throw new Refusal(
          pathIn(tree) + ": " + e.getMessage() + "; correct the blueprint and initialize again", e);
    }
  }

  private static String read(InstanceTree tree) throws Refusal {
    try (Descriptor instances = tree.root().open(InstanceFolders.INSTANCES, OpenHow.FOLDER);
        Descriptor instance = instances.open(tree.name().value(), OpenHow.FOLDER);
        Descriptor file = instance.open(InstanceFolders.INSTANCE_ENV, OpenHow.FILE)) {
      if (!file.status().isRegularFile()) {
        throw notRegular(file.subject());
      }
      byte[] bytes = file.read(InstanceFolders.INSTANCE_ENV_LIMIT + 1);
      if (bytes.length > InstanceFolders.INSTANCE_ENV_LIMIT) {
        throw new Refusal(
            file.subject()
                + " is larger than "
                + InstanceFolders.INSTANCE_ENV_LIMIT
                + " bytes; "
                + CURE);
      }
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (LinuxException e) {
      // What open(2) says of a socket.
      if (e.errno().equals(Errno.ENXIO)) {
        throw notRegular(e.subject());
      }
      throw Refusal.cannotOpen(e, CURE);
    }
  }

  private static Refusal notRegular(String path) {
    return new Refusal(path + " is not a regular file; remove it and initialize the instance");
  }
}
