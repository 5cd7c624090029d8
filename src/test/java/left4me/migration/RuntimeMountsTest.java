package left4me.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import left4me.instance.MountTable;
import left4me.instance.MountTable.Mount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RuntimeMountsTest {

  private static Mount mount(long id, long parent, String place, String type) {
    return new Mount(id, parent, "/", place, type, "none", "");
  }

  @ParameterizedTest
  @CsvSource({
    "overlay, true",
    "fuse, true",
    "fuse.fuse-overlayfs, true",
    "fuse.sshfs, true",
    "fuseblk, true",
    "fuseblk.ntfs, true",
    "fusectl, false",
    "ext4, false",
    "tmpfs, false",
    "overlayx, false",
  })
  void isFuseOrOverlay(String type, boolean expected) {
    assertThat(RuntimeMounts.isFuseOrOverlay(mount(2, 1, "/r", type))).isEqualTo(expected);
  }

  /** The kernel does not list them in the order that they were mounted in. */
  @Test
  void theOneThatNothingIsMountedOnComesFirst() {
    Mount first = mount(20, 1, "/r/a/merged", "overlay");
    Mount second = mount(10, 20, "/r/a/merged", "overlay");
    Mount inside = mount(15, 10, "/r/a/merged/x", "fuse");
    Mount other = mount(12, 1, "/r/b/merged", "overlay");
    List<Mount> all = List.of(first, second, inside, other);
    assertThat(RuntimeMounts.topmostFirst(all, new MountTable(all)).subList(0, 2))
        .containsExactly(other, inside);
  }

  @Test
  void whatIsUnderSomethingElseComesLast() {
    Mount ours = mount(20, 1, "/r/a/merged", "overlay");
    Mount other = mount(30, 1, "/r/a/x", "overlay");
    Mount foreign = mount(10, 20, "/r/a/merged/x", "tmpfs");
    assertThat(
            RuntimeMounts.topmostFirst(
                List.of(ours, other), new MountTable(List.of(ours, other, foreign))))
        .containsExactly(other, ours);
  }
}
