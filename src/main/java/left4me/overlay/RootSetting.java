package left4me.overlay;

import java.util.Map;

/** The root of all instances, as the environment of what runs as root has it. */
public final class RootSetting {

  private static final String DEFAULT = "/var/lib/left4me";

  private RootSetting() {}

  /**
   * Reads it.
   *
   * @param environment where it is {@code LEFT4ME_ROOT}, if it is another than the package's
   * @return an absolute path of ASCII characters
   * @throws Refusal if it is none
   */
  public static String of(Map<String, String> environment) throws Refusal {
    String root = environment.get("LEFT4ME_ROOT");
    if (root == null) {
      return DEFAULT;
    }
    for (int i = 0; i < root.length(); i++) {
      // Java has decoded it in the locale's encoding, and which bytes these were is lost.
      if (root.charAt(i) > 0x7f || Character.isISOControl(root.charAt(i))) {
        throw new Refusal("LEFT4ME_ROOT: only printable ASCII characters are possible here");
      }
    }
    if (!root.startsWith("/")) {
      throw new Refusal("LEFT4ME_ROOT is not an absolute path: '" + root + "'");
    }
    return root;
  }
}
