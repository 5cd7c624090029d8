package left4me.overlay;

import java.util.List;
import left4me.linux.Descriptor;
import left4me.linux.DescriptorNames;
import left4me.linux.FilesystemContext;
import left4me.linux.LinuxException;
import left4me.linux.Mounts;

/**
 * An overlay that is to be mounted: open folders and settings.
 *
 * <p>The kernel's {@code Documentation/filesystems/overlayfs.rst} has the settings. Each that a
 * distribution may have set otherwise is given, so that an upper layer means the same on every
 * host.
 *
 * @param source what the mount table shows as mounted
 * @param layers the lower layers, topmost first
 * @param upper the writable layer
 * @param work the kernel's scratch folder
 */
record Overlay(String source, List<Descriptor> layers, Descriptor upper, Descriptor work) {

  /** The kernel's name for the file system. */
  static final String TYPE = "overlay";

  private record Setting(String key, String value) {}

  private static final List<Setting> SETTINGS =
      List.of(
          new Setting("index", "off"),
          new Setting("metacopy", "off"),
          new Setting("redirect_dir", "nofollow"),
          new Setting("xino", "off"));

  /** Copies the list. */
  Overlay {
    layers = List.copyOf(layers);
  }

  /**
   * Mounts it on a folder.
   *
   * @param merged the folder to cover
   * @param way how the kernel is given the folders
   * @throws LinuxException if the kernel refuses
   */
  void mount(Descriptor merged, MountWay way) throws LinuxException {
    switch (way) {
      case DESCRIPTORS, NAMES -> mountInSteps(merged, way);
      case PAGE -> mountByPage(merged);
    }
  }

  private void mountInSteps(Descriptor merged, MountWay way) throws LinuxException {
    try (FilesystemContext context = FilesystemContext.open(TYPE)) {
      context.set("source", source);
      for (Setting setting : SETTINGS) {
        context.set(setting.key, setting.value);
      }
      if (way == MountWay.DESCRIPTORS) {
        context.setEach(MountWay.ADD_LAYER, layers);
        context.set("upperdir", upper);
        context.set("workdir", work);
      } else {
        for (Descriptor layer : layers) {
          context.set(MountWay.ADD_LAYER, layer.procPath());
        }
        context.set("upperdir", upper.procPath());
        context.set("workdir", work.procPath());
      }
      try (Descriptor mount = context.mount()) {
        Mounts.attach(mount, merged);
      }
    }
  }

  private void mountByPage(Descriptor merged) throws LinuxException {
    try (DescriptorNames names = DescriptorNames.open()) {
      Mounts.mount(source, merged, TYPE, page(names));
    }
  }

  /** All options in one text, with names so short that 500 layers fit in a page. */
  private String page(DescriptorNames names) {
    StringBuilder page = new StringBuilder();
    for (Setting setting : SETTINGS) {
      page.append(setting.key).append('=').append(setting.value).append(',');
    }
    page.append("upperdir=").append(names.of(upper));
    page.append(",workdir=").append(names.of(work));
    page.append(",lowerdir=");
    for (int i = 0; i < layers.size(); i++) {
      page.append(i == 0 ? "" : ":").append(names.of(layers.get(i)));
    }
    return page.toString();
  }
}
