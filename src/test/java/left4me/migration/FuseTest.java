package left4me.migration;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import left4me.instance.MountTable;
import left4me.instance.MountTable.Mount;
import left4me.overlay.Refusal;
import org.junit.jupiter.api.Test;

final class FuseTest {

  private static final Mount ROOT = mount(1, 0, "/", "ext4");
  private static final Mount FUSE = mount(2, 1, "/r/a/merged", "fuse.fuse-overlayfs");

  private static Mount mount(long id, long parent, String place, String type) {
    return new Mount(id, parent, "/", place, type, "none", "");
  }

  @Test
  void aWayThroughOneIsRefused() {
    Mount inside = mount(3, 2, "/r/a/merged/x", "overlay");
    MountTable table = new MountTable(List.of(ROOT, FUSE, inside));
    assertThatThrownBy(() -> Fuse.refuseWayTo(inside, table))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("/r/a/merged/x is mounted inside of FUSE");
  }

  /** What covers it is what the way leads through. */
  @Test
  void oneThatIsCoveredIsNotAsked() {
    Mount above = mount(3, 2, "/r/a/merged", "overlay");
    Mount inside = mount(4, 3, "/r/a/merged/x", "overlay");
    MountTable table = new MountTable(List.of(ROOT, FUSE, above, inside));
    assertThatCode(() -> Fuse.refuseWayTo(above, table)).doesNotThrowAnyException();
    assertThatCode(() -> Fuse.refuseWayTo(inside, table)).doesNotThrowAnyException();
  }
}
